// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// CRC-16/CCITT without a table, eight bytes at a time: sees every change of up
/// to three bits in 32,751, and all bursts of up to 16.
///
/// The polynomial P is x^16 + x^12 + x^5 + 1. Its powers have as few terms:
/// P^2 = x^32 + x^24 + x^10 + 1 and P^4 = x^64 + x^48 + x^20 + 1, so that a
/// remainder modulo P^4 is carried along and brought down at the end.
struct CRC16 {
  private var remainder: UInt64

  /// Begins with the first two bytes.
  init(_ first: UInt16) { remainder = UInt64(first ^ 0xffff) }

  /// Takes eight bytes, the most significant first.
  mutating func take(_ word: UInt64) {
    // The remainder times x^64: what goes over the top comes back lower down.
    var over = remainder
    var rest = word
    for _ in 0..<4 {
      rest ^= over ^ over &<< 20 ^ over &<< 48
      over = over &>> 44 ^ over &>> 16
    }
    remainder = rest
  }

  /// The checksum of everything taken so far.
  var value: UInt16 {
    // Times x^16, modulo P^4.
    let over = remainder &>> 48
    var rest = remainder &<< 16 ^ over ^ over &<< 20 ^ over &<< 48
    // Modulo P^2, eight bits fewer each time; then modulo P, four fewer.
    for _ in 0..<4 {
      let over = rest &>> 32
      rest = rest & 0xffff_ffff ^ over ^ over &<< 10 ^ over &<< 24
    }
    for _ in 0..<4 {
      let over = rest &>> 16
      rest = rest & 0xffff ^ over ^ over &<< 5 ^ over &<< 12
    }
    return UInt16(truncatingIfNeeded: rest)
  }
}
