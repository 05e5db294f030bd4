// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The variable-length integer of BOLT 1: big-endian, in the shortest of its
/// four forms (SCRAP §2.5.4, E-18).
public enum BigSize {
  /// Bytes of the longest form.
  public static let byteCountMax = 9

  /// Bytes of `value`'s only valid form: 1, 3, 5 or 9.
  public static func byteCount(of value: UInt64) -> Int {
    switch value {
    case ..<0xfd: 1
    case ...0xffff: 3
    case ...0xffff_ffff: 5
    default: 9
    }
  }
}

extension ByteReader {
  /// Reads a BigSize.
  ///
  /// - Throws: `truncated` at the end of the bytes; `notMinimal` at the
  ///   integer's first byte.
  @inline(__always)
  public mutating func readBigSize() throws(ParseError) -> UInt64 {
    let first = try readByte()
    return first < 0xfd ? UInt64(first) : try readLongBigSize(first)
  }

  /// Reads what follows the first byte of a form of 3, 5 or 9.
  @inline(never)
  private mutating func readLongBigSize(
    _ first: UInt8
  ) throws(ParseError) -> UInt64 {
    let start = offset - 1
    let value = try readInteger(byteCount: 1 &<< Int(first - 0xfc))
    guard BigSize.byteCount(of: value) == offset - start else {
      throw ParseError(.notMinimal, at: start)
    }
    return value
  }
}
