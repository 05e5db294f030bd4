// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// CRC-32C (Castagnoli): finds every change of up to five bits in a record of
/// this format, and all bursts of up to 32.
///
/// Four bytes at a step, each looked up on its own: a start reads every record
/// twice, and the checksum would be most of its time.
struct CRC32C {
  private var remainder: UInt32 = ~0

  /// The checksum of everything taken so far.
  var value: UInt32 { ~remainder }

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

  /// Takes eight bytes, the most significant first.
  @inline(__always)
  mutating func take(_ number: UInt64) {
    take(fourBytes: UInt32(truncatingIfNeeded: number &>> 32).byteSwapped)
    take(fourBytes: UInt32(truncatingIfNeeded: number).byteSwapped)
  }
}
