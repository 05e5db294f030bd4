// SPDX-License-Identifier: Apache-2.0

/// What is presented next.
enum LifeErrand {
  /// New tokens, all in order.
  case fresh
  /// Something presented before, byte for byte.
  case again
  /// A new request with tokens presented before.
  case otherTask
  /// A new delegation under tokens presented before.
  case sharedRoot
  /// A new token with the id of another issuer's.
  case sameID
  /// A new token with the issuer and id of an older one.
  case reissued
  /// A token whose life is over.
  case expired
  /// A token with a longer life than allowed, or a deeper chain.
  case tooMuch
  /// A token issued within the clock skew, or beyond it.
  case futureIssued
  /// A token for another satellite.
  case wrongAudience
  /// A token of a stranger.
  case forged
  /// A request of somebody else than the subject.
  case wrongCommander
  /// A request from before its token, or from the future.
  case stale
  /// A request of which bits changed on the way.
  case garbled

  /// Those that are not fresh, the more frequent ones more often.
  static let others: [LifeErrand] = [
    .again, .again, .again, .again, .again, .otherTask, .otherTask,
    .otherTask, .sharedRoot, .sharedRoot, .sharedRoot, .sameID, .sameID,
    .reissued, .expired, .tooMuch, .futureIssued, .futureIssued,
    .wrongAudience, .forged, .wrongCommander, .stale, .garbled,
  ]
}
