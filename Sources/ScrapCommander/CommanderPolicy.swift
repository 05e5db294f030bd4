// SPDX-License-Identifier: Apache-2.0

/// When a commander asks again, and when it gives up.
public struct CommanderPolicy: Equatable, Sendable {
  /// How long it waits for the first answer, above zero.
  public var firstIntervalNanoseconds: UInt64
  /// Each wait is twice the one before, up to this.
  public var longestIntervalNanoseconds: UInt64
  /// How long it asks for an accept or a reject.
  public var acceptWithinNanoseconds: UInt64
  /// How long it asks for the proof once the task was accepted.
  public var proofWithinNanoseconds: UInt64
  /// How far the clocks of commander and target may disagree.
  public var skewSeconds: UInt32

  /// Makes a policy: half a second, doubling up to eight, 30 seconds for each
  /// of the two steps.
  public init(
    firstIntervalNanoseconds: UInt64 = 500_000_000,
    longestIntervalNanoseconds: UInt64 = 8_000_000_000,
    acceptWithinNanoseconds: UInt64 = 30_000_000_000,
    proofWithinNanoseconds: UInt64 = 30_000_000_000,
    skewSeconds: UInt32 = 30
  ) {
    self.firstIntervalNanoseconds = firstIntervalNanoseconds
    self.longestIntervalNanoseconds = longestIntervalNanoseconds
    self.acceptWithinNanoseconds = acceptWithinNanoseconds
    self.proofWithinNanoseconds = proofWithinNanoseconds
    self.skewSeconds = skewSeconds
  }
}
