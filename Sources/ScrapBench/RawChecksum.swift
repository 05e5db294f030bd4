// SPDX-License-Identifier: Apache-2.0

/// CRC-32C by four tables, the way the journal takes it, over plain pointers.
final class RawChecksum {
  private let table: UnsafeMutablePointer<UInt32>

  init() {
    table = .allocate(capacity: 4 * 256)
    for byte in 0..<256 {
      var remainder = UInt32(byte)
      for power in 0..<4 {
        for _ in 0..<8 {
          remainder =
            remainder >> 1 ^ (remainder & 1 == 1 ? 0x82f6_3b78 : 0)
        }
        table[power << 8 | byte] = remainder
      }
    }
  }

  deinit { table.deallocate() }

  /// Takes a byte.
  @inline(__always)
  func take(_ byte: UInt8, after remainder: UInt32) -> UInt32 {
    table[Int(UInt8(truncatingIfNeeded: remainder) ^ byte)] ^ remainder &>> 8
  }

  /// Takes four bytes, the first of them lowest.
  @inline(__always)
  func take(_ bytes: UInt32, after remainder: UInt32) -> UInt32 {
    let mixed = remainder ^ bytes
    return table[768 | Int(mixed & 0xff)]
      ^ table[512 | Int(mixed &>> 8 & 0xff)]
      ^ table[256 | Int(mixed &>> 16 & 0xff)]
      ^ table[Int(mixed &>> 24)]
  }
}
