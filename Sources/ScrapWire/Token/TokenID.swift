// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The 16 bytes that make a token unique among its issuer's (SCRAP §2.5).
public struct TokenID: Equatable, Sendable, BitwiseCopyable {
  /// Bytes 0 to 7, big-endian.
  public var high: UInt64
  /// Bytes 8 to 15, big-endian.
  public var low: UInt64

  /// Reads an id.
  ///
  /// - Precondition: `bytes` are 16.
  public init(_ bytes: Span<UInt8>) {
    precondition(bytes.count == Limits.tokenIDByteCount, "an id has 16 bytes")
    self.high = bytes.bigEndianInteger(at: 0, byteCount: 8)
    self.low = bytes.bigEndianInteger(at: 8, byteCount: 8)
  }

  /// Makes an id of its two halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Byte `index`, 0 to 15.
  public func byte(at index: Int) -> UInt8 {
    let half = index < 8 ? high : low
    return UInt8(truncatingIfNeeded: half &>> UInt64((7 - index % 8) * 8))
  }
}
