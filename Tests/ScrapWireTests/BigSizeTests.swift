// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

@Suite struct BigSizeTests {
  /// Each width's first and last value, and their neighbours.
  private static let boundaries: [UInt64] = [
    0, 1, 0xfb, 0xfc, 0xfd, 0xfe, 0xff, 0x100, 0xfffe, 0xffff, 0x1_0000,
    0x1_0001, 0xffff_fffe, 0xffff_ffff, 0x1_0000_0000, 0x1_0000_0001,
    UInt64(Int64.max), UInt64(Int64.max) + 1, .max - 1, .max,
  ]

  private func read(_ bytes: [UInt8]) -> Result<UInt64, ParseError> {
    var reader = ByteReader(bytes.span)
    do throws(ParseError) {
      let value = try reader.readBigSize()
      let offset = reader.offset
      #expect(offset == bytes.count)
      return .success(value)
    } catch {
      #expect(error.offset <= bytes.count)
      return .failure(error)
    }
  }

  // E-18
  @Test func everyAcceptVectorIsReadAndWritten() throws {
    let accept = Vectors.shared.extra.bigsize.accept
    #expect(accept.count == 8)
    for (decimal, hex) in accept {
      let value = try #require(UInt64(decimal))
      #expect(read(hex.bytes) == .success(value))
      let bytes = try written { writer throws(WriteError) in
        try writer.append(bigSize: value)
      }
      #expect(bytes == hex.bytes)
    }
  }

  // E-18
  @Test func everyNotMinimalVectorIsRefusedAtItsFirstByte() {
    for hex in Vectors.shared.extra.bigsize.rejectNotMinimal {
      #expect(read(hex.bytes) == .failure(ParseError(.notMinimal, at: 0)))
    }
  }

  @Test func everyShortVectorIsTruncatedAtItsEnd() {
    for hex in Vectors.shared.extra.bigsize.rejectShort {
      let error = ParseError(.truncated, at: hex.bytes.count)
      #expect(read(hex.bytes) == .failure(error))
    }
  }

  // E-18
  @Test(arguments: boundaries)
  func onlyTheShortestFormOfABoundaryIsRead(value: UInt64) throws {
    let shortest = NaiveInteger.bigSize(value)
    #expect(BigSize.byteCount(of: value) == shortest.count)
    for byteCount in [1, 3, 5, 9] {
      let bytes = NaiveInteger.bigSize(value, byteCount: byteCount)
      let isShortest = bytes == shortest
      #expect(
        read(bytes)
          == (isShortest
            ? .success(value) : .failure(ParseError(.notMinimal, at: 0))))
    }
  }

  @Test(arguments: boundaries)
  func everyPrefixOfABoundaryIsTruncated(value: UInt64) {
    let bytes = NaiveInteger.bigSize(value)
    for count in 0..<bytes.count {
      #expect(
        read(Array(bytes[..<count]))
          == .failure(ParseError(.truncated, at: count)))
    }
  }

  @Test func randomValuesSurviveWritingAndReading() throws {
    var random = TestSeed.generator()
    for _ in 0..<2_000 {
      let value = random.integer()
      let bytes = try written { writer throws(WriteError) in
        try writer.append(bigSize: value)
      }
      #expect(bytes == NaiveInteger.bigSize(value))
      #expect(read(bytes) == .success(value))
    }
  }

  @Test func aNotMinimalIntegerIsReportedWhereItBegins() {
    let bytes = [7] + NaiveInteger.bigSize(0xfc, byteCount: 3)
    var reader = ByteReader(bytes.span)
    #expect((try? reader.readBigSize()) == 7)
    #expect(throws: ParseError(.notMinimal, at: 1)) {
      var reader = ByteReader(bytes.span)
      _ = try reader.readBigSize()
      _ = try reader.readBigSize()
    }
  }
}
