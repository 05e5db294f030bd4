// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

extension Span<UInt8> {
  /// The big-endian integer in the `byteCount` bytes at `offset`.
  ///
  /// - Precondition: the bytes exist and are at most 8.
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
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}
