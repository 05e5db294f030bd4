// SPDX-License-Identifier: Apache-2.0

/// What a satellite promises, as a life judges it.
public enum LifeRule: String, Sendable {
  /// S1: no token is accepted twice.
  case acceptedTwice = "S1 accepted twice"
  /// S2: nothing is accepted before recovery, or without trusted time.
  case acceptedEarly = "S2 accepted before recovery or without time"
  /// Nothing is accepted that a rule refuses.
  case acceptedWrongly = "accepted against a rule"
  /// A token whose revocation was acknowledged is never accepted.
  case acceptedRevoked = "E-70 accepted after its revocation"
  /// An issuer whose disabling was acknowledged stays disabled.
  case acceptedDisabled = "E-39 a disabled issuer is in force"
  /// No command is taken that a rule refuses, none twice, and what was taken
  /// stays so.
  case commandWrong = "a command was taken against a rule, or forgotten"
  /// A token that has expired in truth is not accepted while the clock tells
  /// the truth (E-46).
  case acceptedExpired = "E-46 accepted after its end"
  /// One source of three that lies does not lead the satellite (E-51).
  case timeWrong = "E-51 trusted time excludes the truth"
  /// L1: with two sources of three in order there is trusted time, unless the
  /// time mark lies ahead of the truth.
  case timeMissing = "L1 no trusted time without a reason"
  /// S3: a refusal has a stated rule, and the first that applies.
  case refusedWrongly = "S3 refused without a rule"
  /// L1: with power and time back the store is ready, or says what it lost.
  case notReady = "L1 not ready without a reason"
  /// A segment, or everything, that reads blank is a loss.
  case lossUnseen = "a loss went unseen"
  /// A refusal changes no state.
  case stateChanged = "a refusal changed state"
  /// Floors follow trusted time and the ground, and do not fall.
  case floorWrong = "a floor is not what it must be"
}
