// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// A SHA-256 digest, 32 bytes.
public struct Digest: Equatable, Sendable {
  /// The digest's bytes.
  public var bytes: InlineArray<32, UInt8>

  /// Makes a digest of its bytes.
  public init(bytes: InlineArray<32, UInt8>) { self.bytes = bytes }

  /// The bytes as a span.
  public var span: Span<UInt8> {
    @_lifetime(borrow self) get { bytes.span }
  }

  /// The first `byteCount` bytes, 1 to 8, as a big-endian integer.
  @inline(__always)
  public func prefix(at offset: Int, byteCount: Int) -> UInt64 {
    precondition(
      offset >= 0 && byteCount <= 8 && offset <= 32 - byteCount,
      "a digest has 32 bytes")
    var value: UInt64 = 0
    for index in offset..<offset &+ byteCount {
      value = value &<< 8 | UInt64(bytes[index])
    }
    return value
  }

  /// Whether two digests are the same.
  public static func == (a: Digest, b: Digest) -> Bool {
    var difference: UInt8 = 0
    for index in a.bytes.indices {
      difference |= a.bytes[index] ^ b.bytes[index]
    }
    return difference == 0
  }
}
