// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// A check of 16 bits over 26 bytes, from rotations alone: sees every change of
/// up to three bits of the bytes and of itself.
///
/// Each bit of the bytes changes an odd number of bits of the check, at least
/// three, and no two the same ones: two changes cannot cancel, and three leave
/// an odd number. The distances were searched for; the tests try all patterns.
struct EntryCheck {
  private var mixed: UInt64

  /// Begins with eight bytes.
  init(_ first: UInt64) { mixed = first }

  /// Takes eight bytes more, twice.
  @inline(__always)
  mutating func take(_ word: UInt64) {
    mixed ^= Self.rotated(mixed, by: 2) ^ Self.rotated(mixed, by: 42)
    mixed ^= word
  }

  /// The check, after two bytes more.
  @inline(__always)
  func value(after last: UInt16) -> UInt16 {
    var all = self
    all.take(UInt64(last))
    let upper = UInt32(truncatingIfNeeded: all.mixed &>> 32)
    var half = UInt32(truncatingIfNeeded: all.mixed) ^ upper
    half ^= upper &<< 18 | upper &>> 14
    half ^= upper &<< 1 | upper &>> 31
    let high = UInt16(truncatingIfNeeded: half &>> 16)
    var rest = UInt16(truncatingIfNeeded: half) ^ high
    rest ^= Self.rotated(high, by: 15) ^ Self.rotated(high, by: 7)
    rest ^= Self.rotated(rest, by: 11) ^ Self.rotated(rest, by: 4)
    // So that memory that reads zero is not whole.
    return rest ^ 0x6b43
  }

  @inline(__always)
  private static func rotated(_ word: UInt64, by count: UInt64) -> UInt64 {
    word &<< count | word &>> (64 &- count)
  }

  @inline(__always)
  private static func rotated(_ word: UInt16, by count: UInt16) -> UInt16 {
    word &<< count | word &>> (16 &- count)
  }
}
