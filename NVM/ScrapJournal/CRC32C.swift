// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// CRC-32C (Castagnoli): finds every change of up to five bits in a record of
/// this format, and all bursts of up to 32.
///
/// On hosts four bytes at a step, each looked up on its own: a start reads
/// every record twice, and the checksum would be most of its time.
struct CRC32C {
  private var remainder: UInt32 = ~0

  /// The checksum of everything taken so far.
  var value: UInt32 { ~remainder }

  #if hasFeature(Embedded)
  /// Remainders of half a byte: 64 bytes in place of 4 KiB, and a quarter of
  /// the speed.
  @inline(never)
  mutating func take(_ byte: UInt8) {
    let nibbles: InlineArray<16, UInt32> = [
      0x0000_0000, 0x105e_c76f, 0x20bd_8ede, 0x30e3_49b1,
      0x417b_1dbc, 0x5125_dad3, 0x61c6_9362, 0x7198_540d,
      0x82f6_3b78, 0x92a8_fc17, 0xa24b_b5a6, 0xb215_72c9,
      0xc38d_26c4, 0xd3d3_e1ab, 0xe330_a81a, 0xf36e_6f75,
    ]
    remainder ^= UInt32(byte)
    remainder = nibbles[Int(remainder & 15)] ^ (remainder &>> 4)
    remainder = nibbles[Int(remainder & 15)] ^ (remainder &>> 4)
  }

  /// Takes four bytes, the first of them lowest.
  @inline(never)
  mutating func take(fourBytes: UInt32) {
    for index in 0..<4 {
      take(UInt8(truncatingIfNeeded: fourBytes &>> UInt32(index * 8)))
    }
  }
  #else
  @inline(__always)
  mutating func take(_ byte: UInt8) {
    let index = UInt8(truncatingIfNeeded: remainder) ^ byte
    remainder = Self.table[Int(index)] ^ (remainder &>> 8)
  }

  /// Takes four bytes, the first of them lowest.
  @inline(__always)
  mutating func take(fourBytes: UInt32) {
    let mixed = remainder ^ fourBytes
    // The first byte has three behind it.
    remainder =
      Self.table[768 | Int(UInt8(truncatingIfNeeded: mixed))]
      ^ Self.table[512 | Int(UInt8(truncatingIfNeeded: mixed &>> 8))]
      ^ Self.table[256 | Int(UInt8(truncatingIfNeeded: mixed &>> 16))]
      ^ Self.table[Int(UInt8(truncatingIfNeeded: mixed &>> 24))]
  }
  #endif

  /// Takes eight bytes, the most significant first.
  @inline(__always)
  mutating func take(_ number: UInt64) {
    take(fourBytes: UInt32(truncatingIfNeeded: number &>> 32).byteSwapped)
    take(fourBytes: UInt32(truncatingIfNeeded: number).byteSwapped)
  }
}
