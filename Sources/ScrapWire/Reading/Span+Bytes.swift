// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

extension Span<UInt8> {
  /// The big-endian integer in the `byteCount` bytes at `offset`.
  ///
  /// - Precondition: the bytes exist and are at most 8.
  @inline(__always)
  @inlinable
  public func bigEndianInteger(at offset: Int, byteCount: Int) -> UInt64 {
    precondition(byteCount <= 8, "an integer has at most 8 bytes")
    var value: UInt64 = 0
    for index in offset..<offset + byteCount {
      value = value &<< 8 | UInt64(self[index])
    }
    return value
  }

  /// Whether both hold the same bytes.
  @inlinable
  public func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    var offset = 0
    while offset &+ 8 <= count {
      // Eight bytes are left in both.
      let word = unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset, as: UInt64.self)
      let otherWord = unsafe other.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset, as: UInt64.self)
      if word != otherWord { return false }
      offset &+= 8
    }
    while offset < count {
      if self[offset] != other[offset] { return false }
      offset &+= 1
    }
    return true
  }
}
