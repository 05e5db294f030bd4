// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// CRC-32C (Castagnoli): finds every change of up to five bits in a record of
/// this format, and all bursts of up to 32.
struct CRC32C {
  private var remainder: UInt32 = ~0

  /// The checksum of everything taken so far.
  var value: UInt32 { ~remainder }

  mutating func take(_ byte: UInt8) {
    let index = UInt8(truncatingIfNeeded: remainder) ^ byte
    remainder = Self.table[Int(index)] ^ (remainder &>> 8)
  }

  /// Takes eight bytes, the most significant first.
  mutating func take(_ number: UInt64) {
    var shift: UInt64 = 64
    while shift > 0 {
      shift &-= 8
      take(UInt8(truncatingIfNeeded: number &>> shift))
    }
  }
}
