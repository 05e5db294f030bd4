// SPDX-License-Identifier: Apache-2.0

/// Integers as the tests write them, without a line of the product's code.
public enum NaiveInteger {
  /// The low `byteCount` bytes of `value`, big-endian.
  public static func bigEndian(_ value: UInt64, _ byteCount: Int) -> [UInt8] {
    (0..<byteCount).map { index in
      let shift = (byteCount - 1 - index) * 8
      return UInt8(truncatingIfNeeded: shift < 64 ? value >> shift : 0)
    }
  }

  /// A BigSize of `byteCount` bytes, 1, 3, 5 or 9; of the fewest if that is
  /// nil. A form longer than needed is what the product must refuse.
  public static func bigSize(
    _ value: UInt64, byteCount: Int? = nil
  ) -> [UInt8] {
    let needed =
      value <= 252 ? 1 : value <= 65_535 ? 3 : value <= 4_294_967_295 ? 5 : 9
    switch max(needed, byteCount ?? needed) {
    case 1: return [UInt8(value)]
    case 3: return [253] + bigEndian(value, 2)
    case 5: return [254] + bigEndian(value, 4)
    default: return [255] + bigEndian(value, 8)
    }
  }

  /// The BigSize at `offset`, in whichever form, and where it ends; nil if
  /// the bytes end before it.
  static func readBigSize(
    _ bytes: [UInt8], at offset: Int
  ) -> (value: UInt64, end: Int)? {
    guard offset < bytes.count else { return nil }
    let first = bytes[offset]
    guard first > 252 else { return (UInt64(first), offset + 1) }
    let end = offset + 1 + (first == 253 ? 2 : first == 254 ? 4 : 8)
    guard end <= bytes.count else { return nil }
    var value: UInt64 = 0
    for index in offset + 1..<end { value = value << 8 | UInt64(bytes[index]) }
    return (value, end)
  }
}
