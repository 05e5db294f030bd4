// SPDX-License-Identifier: Apache-2.0

/// The identity of a used token: 128 bits of a hash over its issuer and its
/// token_id (E-61).
///
/// The hash is made by the caller, so that this module needs no cryptography.
/// Nobody can make two pairs meet on purpose.
public struct MarkKey: Equatable, Sendable, BitwiseCopyable {
  /// Bytes 0 to 7, big-endian.
  public var high: UInt64
  /// Bytes 8 to 15, big-endian.
  public var low: UInt64

  /// Makes a key of its two halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}
