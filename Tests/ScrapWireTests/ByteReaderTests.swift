// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

@Suite struct ByteReaderTests {
  @Test(arguments: 1...8)
  func integersOfEachWidthAreBigEndian(byteCount: Int) throws {
    let bytes: [UInt8] = [0xf1, 0xe2, 0xd3, 0xc4, 0xb5, 0xa6, 0x97, 0x88]
    var reader = ByteReader(bytes.span)
    let value = try reader.readInteger(byteCount: byteCount)
    let written = NaiveInteger.bigEndian(value, byteCount)
    #expect(written == Array(bytes[..<byteCount]))
    #expect(reader.offset == byteCount)
    #expect(reader.remainingByteCount == 8 - byteCount)
  }

  @Test func aMissingByteIsTruncatedAtTheEndAndMovesNothing() {
    let bytes: [UInt8] = [1, 2, 3]
    var reader = ByteReader(bytes.span)
    for byteCount in 4...8 {
      do throws(ParseError) {
        _ = try reader.readInteger(byteCount: byteCount)
        Issue.record("3 bytes are no integer of \(byteCount)")
      } catch {
        #expect(error == ParseError(.truncated, at: 3))
      }
      #expect(reader.offset == 0)
    }
  }

  // E-24
  @Test(
    arguments: [
      4, 0x7fff_ffff, 0xffff_ffff, 0x7fff_ffff_ffff_fffe, 0x7fff_ffff_ffff_ffff,
      0x8000_0000_0000_0000, 0xffff_ffff_ffff_fffd, 0xffff_ffff_ffff_ffff,
    ] as [UInt64])
  func skippingBeyondTheEndIsRefusedWithoutOverflow(byteCount: UInt64) {
    let bytes: [UInt8] = [1, 2, 3, 4]
    var reader = ByteReader(bytes.span)
    do throws(ParseError) {
      _ = try reader.skip(byteCount: 1)
      _ = try reader.skip(byteCount: byteCount)
      Issue.record("3 bytes were left")
    } catch {
      #expect(error == ParseError(.truncated, at: 4))
    }
    #expect(reader.offset == 1)
  }

  @Test func skippingToTheEndLeavesNothing() throws {
    let bytes: [UInt8] = [1, 2, 3, 4]
    var reader = ByteReader(bytes.span)
    let place = try reader.skip(byteCount: 4)
    #expect(place == 0..<4)
    let isAtEnd = reader.isAtEnd
    #expect(isAtEnd)
    let nothing = try reader.skip(byteCount: 0)
    #expect(nothing == 4..<4)
  }

  @Test func anErrorsOriginCanBeMoved() {
    let error = ParseError(.wrongText, at: 5, recordType: 4)
    #expect(
      error.shifted(by: 3) == ParseError(.wrongText, at: 8, recordType: 4))
    #expect(error.shifted(by: 0) == error)
  }

  @Test func everyKindHasItsOwnNumberAndName() {
    let kinds = (UInt8.min...UInt8.max).compactMap(ParseError.Kind.init)
    #expect(kinds.map(\.rawValue) == Array(1...20))
    let names = Set(kinds.map { "\($0.name)" })
    #expect(names.count == kinds.count)
    for name in names {
      #expect(name.utf8.allSatisfy { $0 == 0x5f || (0x61...0x7a) ~= $0 })
    }
  }
}
