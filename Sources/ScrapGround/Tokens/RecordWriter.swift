// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Records written one after another into memory that grows.
struct RecordWriter {
  private(set) var bytes: [UInt8] = []

  /// Writes a record with the bytes of its value.
  mutating func append(_ type: UInt64, _ value: [UInt8]) {
    var storage = [UInt8](
      repeating: 0, count: 2 * BigSize.byteCountMax + value.count)
    let output = storage.mutableSpan
    var writer = ByteWriter(output)
    var count = 0
    do throws(WriteError) {
      try writer.append(record: type, value.span)
      count = writer.count
    } catch {
      preconditionFailure("the room was measured for the record")
    }
    _ = consume writer
    bytes += storage[..<count]
  }

  /// Writes a record whose value is a big-endian integer.
  mutating func append(_ type: UInt64, _ value: UInt64, byteCount: Int) {
    append(
      type,
      (0..<byteCount).reversed().map {
        UInt8(truncatingIfNeeded: value >> UInt64($0 * 8))
      })
  }
}
