// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

@Suite struct ByteWriterTests {
  @Test func recordsAreWrittenAsTheNaiveEncoderWritesThem() throws {
    var random = TestSeed.generator()
    for _ in 0..<300 {
      let record = Record(
        random.integer(), random.bytes(random.below(300)))
      let number = random.next()
      let byteCount = random.below(8) + 1
      let bytes = try written { writer throws(WriteError) in
        try writer.append(record: record.type, record.value.span)
        try writer.append(
          record: record.type, integer: number, byteCount: byteCount)
      }
      let expected =
        record.bytes + Record(record.type, integer: number, byteCount).bytes
      #expect(bytes == expected)
    }
  }

  @Test func anAcceptedTokenWrittenAgainHasTheSameBytes() throws {
    let draft = RecordStream.fullToken
    let bytes = try written { writer throws(WriteError) in
      for record in draft.records {
        try writer.append(record: record.type, record.value.span)
      }
    }
    #expect(bytes == draft.bytes)
    #expect(tokenError(bytes) == nil)
  }

  @Test func aBufferThatIsTooSmallByAnyCountIsRefused() {
    let record = RecordStream.rootToken.records[1]
    for capacity in 0..<record.bytes.count {
      #expect(throws: WriteError()) {
        _ = try written(capacity: capacity) { writer throws(WriteError) in
          try writer.append(record: record.type, record.value.span)
        }
      }
    }
    #expect(throws: Never.self) {
      _ = try written(capacity: record.bytes.count) {
        writer throws(WriteError) in
        try writer.append(record: record.type, record.value.span)
      }
    }
  }

  // E-99
  @Test(arguments: [0, 1, 255, 256, 4_096, 65_535])
  func theHeaderCountsTheBytesThatFollow(byteCount: Int) throws {
    let body = [UInt8](repeating: 7, count: byteCount)
    let bytes = try written(capacity: 70_000) { writer throws(WriteError) in
      try writer.beginMessage(.taskReject)
      try writer.append(body.span)
      let count = writer.body.count
      #expect(count == byteCount)
      writer.endMessage()
    }
    #expect(bytes == [3] + NaiveInteger.bigEndian(UInt64(byteCount), 2) + body)
  }

  @Test func whatWasWrittenCanBeSeenWhileWriting() throws {
    _ = try written { writer throws(WriteError) in
      try writer.append(0xaa)
      try writer.append(integer: 0x0102_0304, byteCount: 3)
      let soFar = [UInt8](copying: writer.bytes)
      #expect(soFar == [0xaa, 2, 3, 4])
    }
  }
}
