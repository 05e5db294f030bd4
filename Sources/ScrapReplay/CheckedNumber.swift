// SPDX-License-Identifier: Apache-2.0

/// A number of 24 bits and its CRC-8 (x^8 + x^2 + x + 1), in four bytes.
///
/// Every change of up to three bits is seen, and so is memory that reads zero.
struct CheckedNumber: BitwiseCopyable {
  static let max: UInt32 = 0xff_ffff

  private var word: UInt32

  /// - Precondition: `number` is at most `max`.
  init(_ number: UInt32) {
    precondition(number <= Self.max, "a number has 24 bits")
    word = Self.check(number) &<< 24 | number
  }

  /// The number; nil if a bit has flipped.
  var value: UInt32? {
    let number = word & Self.max
    return word &>> 24 == Self.check(number) ? number : nil
  }

  /// Adds one, and changes the check by as much: a flip that was there before
  /// is still seen. False if there is no greater number.
  @inline(__always)
  mutating func increment() -> Bool {
    let number = uncheckedValue
    guard number < Self.max else { return false }
    let changed = number ^ (number &+ 1)
    // The check is linear but for its start.
    word ^= changed | (Self.check(changed) ^ Self.check(0)) &<< 24
    return true
  }

  /// What reads as the number, whether or not a bit has flipped.
  var uncheckedValue: UInt32 { word & Self.max }

  /// The remainder of the three bytes times x^8, all at once:
  /// x^8 = x^2 + x + 1, x^16 = x^4 + x^2 + 1, x^24 = x^6 + x^5 + x^3 + x + 1.
  @inline(__always)
  private static func check(_ number: UInt32) -> UInt32 {
    let low = number & 0xff
    let middle = number &>> 8 & 0xff
    let high = number &>> 16
    var rest = low ^ low &<< 1 ^ low &<< 2
    rest ^= middle ^ middle &<< 2 ^ middle &<< 4
    rest ^= high ^ high &<< 1 ^ high &<< 3
    rest ^= high &<< 5 ^ high &<< 6
    let carry = rest &>> 8
    return (rest & 0xff) ^ carry ^ carry &<< 1 ^ carry &<< 2 ^ 0x55
  }
}
