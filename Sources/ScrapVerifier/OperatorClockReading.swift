// SPDX-License-Identifier: Apache-2.0

/// The time as the satellite's own operator told it, in answer to a nonce that
/// the satellite had drawn.
///
/// It was signed after the nonce was drawn: a late or repeated answer is as
/// much less certain as it is late.
public struct OperatorClockReading: Equatable, Sendable, BitwiseCopyable {
  /// Whole seconds, Unix time, when it was signed.
  public let unixSeconds: Int64
  /// The fraction, 0 to 999,999,999.
  public let nanoseconds: UInt32
  /// How far the true time may lie on either side; above zero.
  public let errorNanoseconds: Int64
  /// The satellite's monotonic counter when the nonce was drawn.
  public let drawnAtNanoseconds: UInt64

  /// Makes a reading.
  public init(
    unixSeconds: Int64,
    nanoseconds: UInt32,
    errorNanoseconds: Int64,
    drawnAtNanoseconds: UInt64
  ) {
    self.unixSeconds = unixSeconds
    self.nanoseconds = nanoseconds
    self.errorNanoseconds = errorNanoseconds
    self.drawnAtNanoseconds = drawnAtNanoseconds
  }
}
