// SPDX-License-Identifier: Apache-2.0

/// What a source said, and when it said so. Any values may stand in it: the
/// arbitration refuses what cannot be.
public struct ClockReading: Equatable, Sendable, BitwiseCopyable {
  /// Whole seconds, Unix time (UTC; E-58).
  public var unixSeconds: Int64
  /// The fraction, 0 to 999,999,999.
  public var nanoseconds: UInt32
  /// How far the true time may lie on either side; above zero.
  public var errorNanoseconds: Int64
  /// The monotonic counter when the source was read.
  public var takenAtNanoseconds: UInt64
  /// What the source says of itself.
  public var health: ClockHealth

  /// Makes a reading of a source that has a time.
  public init(
    unixSeconds: Int64,
    nanoseconds: UInt32 = 0,
    errorNanoseconds: Int64,
    takenAtNanoseconds: UInt64,
    health: ClockHealth = .good
  ) {
    self.unixSeconds = unixSeconds
    self.nanoseconds = nanoseconds
    self.errorNanoseconds = errorNanoseconds
    self.takenAtNanoseconds = takenAtNanoseconds
    self.health = health
  }

  /// Makes a reading of a source that has none, and says why.
  public init(without health: ClockHealth, takenAtNanoseconds: UInt64 = 0) {
    self.init(
      unixSeconds: 0, errorNanoseconds: 0,
      takenAtNanoseconds: takenAtNanoseconds, health: health)
  }

  /// A source that is not there.
  public static var absent: ClockReading { ClockReading(without: .absent) }
}
