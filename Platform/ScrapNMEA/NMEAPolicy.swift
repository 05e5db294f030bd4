// SPDX-License-Identifier: Apache-2.0

/// What is known of a receiver and of the line to it.
public struct NMEAPolicy: Sendable, BitwiseCopyable {
  /// How far the truth may lie from what a sentence says, when its first byte
  /// has come. A sentence names an instant that has passed: most receivers send
  /// it within a second of it, hence 1.1 s. Less is right only for a receiver
  /// whose delay is known.
  public var boundNanoseconds: Int64
  /// How long a receiver must have had a fix until its leap seconds are
  /// believed (E-58). GPS sends them once in 12.5 minutes; before, a receiver
  /// may tell GPS time, 18 s ahead, and its sentences look the same. 0 only
  /// for a receiver that keeps them over a power cut or tells no time before
  /// it has them.
  public var leapSecondsSettleNanoseconds: UInt64
  /// How long a receiver may be silent until it counts as absent. Above that
  /// it may have been switched off and on.
  public var silenceNanoseconds: UInt64
  /// Whether a ZDA is believed when no RMC comes with it. A ZDA does not say
  /// whether there is a fix; many receivers send one from a battery-backed
  /// clock. Only for a receiver that is known to leave it empty without a fix.
  public var takesZDAAlone: Bool

  /// Gathers the numbers.
  ///
  /// - Precondition: the bound is above zero.
  public init(
    boundNanoseconds: Int64 = 1_100_000_000,
    leapSecondsSettleNanoseconds: UInt64 = 750_000_000_000,
    silenceNanoseconds: UInt64 = 5_000_000_000,
    takesZDAAlone: Bool = false
  ) {
    precondition(boundNanoseconds > 0, "an error bound is above zero")
    self.boundNanoseconds = boundNanoseconds
    self.leapSecondsSettleNanoseconds = leapSecondsSettleNanoseconds
    self.silenceNanoseconds = silenceNanoseconds
    self.takesZDAAlone = takesZDAAlone
  }
}
