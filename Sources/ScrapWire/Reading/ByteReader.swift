// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// A cursor over received bytes that moves only forward.
///
/// It cannot outlive the bytes nor be duplicated by accident.
public struct ByteReader: ~Copyable, ~Escapable {
  /// All bytes, read or not.
  public let bytes: Span<UInt8>
  /// How many bytes have been read.
  public private(set) var offset: Int

  /// Makes a cursor before the first byte.
  @_lifetime(copy bytes)
  public init(_ bytes: Span<UInt8>) {
    self.bytes = bytes
    self.offset = 0
  }

  /// How many bytes are left.
  public var remainingByteCount: Int { bytes.count - offset }
  /// Whether nothing is left.
  public var isAtEnd: Bool { offset == bytes.count }

  /// Reads one byte.
  ///
  /// - Throws: `truncated` at the end of the bytes.
  @inline(__always)
  public mutating func readByte() throws(ParseError) -> UInt8 {
    guard offset < bytes.count else {
      throw ParseError(.truncated, at: bytes.count)
    }
    let byte = bytes[offset]
    offset &+= 1
    return byte
  }

  /// Reads a big-endian integer of `byteCount` bytes, 1 to 8.
  ///
  /// - Throws: `truncated` at the first byte that is missing.
  public mutating func readInteger(
    byteCount: Int
  ) throws(ParseError) -> UInt64 {
    guard byteCount <= remainingByteCount else {
      throw ParseError(.truncated, at: bytes.count)
    }
    let value = bytes.bigEndianInteger(at: offset, byteCount: byteCount)
    offset += byteCount
    return value
  }

  /// Passes over `byteCount` bytes and tells where they are.
  ///
  /// The count is compared as 64 bits before it is used as an index (E-24).
  ///
  /// - Throws: `truncated` at the end of the bytes if fewer are left.
  @inline(__always)
  public mutating func skip(
    byteCount: UInt64
  ) throws(ParseError) -> Range<Int> {
    guard byteCount <= UInt64(remainingByteCount) else {
      throw ParseError(.truncated, at: bytes.count)
    }
    let start = offset
    offset += Int(byteCount)
    return start..<offset
  }
}
