// SPDX-License-Identifier: Apache-2.0

/// CRC-16/CCITT without a table: sees every change of up to three bits in
/// 32,751, and all bursts of up to 16.
struct CRC16 {
  private var remainder: UInt32 = 0xffff

  /// The checksum of everything taken so far.
  var value: UInt16 { UInt16(truncatingIfNeeded: remainder) }

  mutating func take(_ byte: UInt8) {
    var mixed = remainder &>> 8 ^ UInt32(byte)
    mixed ^= mixed &>> 4
    let shifted = remainder &<< 8 ^ mixed &<< 12 ^ mixed &<< 5 ^ mixed
    remainder = shifted & 0xffff
  }

  mutating func take(_ number: UInt16) {
    take(UInt8(truncatingIfNeeded: number &>> 8))
    take(UInt8(truncatingIfNeeded: number))
  }

  mutating func take(_ number: UInt32) {
    take(UInt16(truncatingIfNeeded: number &>> 16))
    take(UInt16(truncatingIfNeeded: number))
  }
}
