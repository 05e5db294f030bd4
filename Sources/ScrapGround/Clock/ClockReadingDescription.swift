// SPDX-License-Identifier: Apache-2.0

/// What a clock reading is to say.
public struct ClockReadingDescription: Equatable, Sendable {
  /// Record 2: above that of every clock reading sent before.
  public var version: UInt64
  /// Record 6, Unix time (UTC).
  public var unixSeconds: UInt64
  /// Record 8: the fraction, below 1,000,000,000.
  public var nanoseconds: UInt32
  /// Record 10: how far the true time may lie on either side, above zero.
  public var errorNanoseconds: UInt64

  /// Makes a description.
  public init(
    version: UInt64,
    unixSeconds: UInt64,
    nanoseconds: UInt32 = 0,
    errorNanoseconds: UInt64
  ) {
    self.version = version
    self.unixSeconds = unixSeconds
    self.nanoseconds = nanoseconds
    self.errorNanoseconds = errorNanoseconds
  }
}
