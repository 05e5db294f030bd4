// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

@Suite struct TokenLengthTests {
  private let full = RecordStream.fullToken

  // E-23, each known type of fixed length, up to a byte less and more, and
  // the lengths that other encodings have.
  @Test(
    arguments: [
      (0, 1), (1, 1), (2, 33), (8, 4), (10, 4), (12, 16), (15, 8), (17, 8),
      (19, 4), (20, 33), (22, 16), (24, 16), (26, 1), (240, 64),
    ] as [(UInt64, Int)])
  func onlyTheTypesOwnLengthIsAccepted(type: UInt64, byteCount: Int) {
    let lengths = Set([
      0, 1, 2, 4, 8, 16, 32, 33, 64, 65, byteCount - 1, byteCount + 1,
    ])
    let value = full.records[full.index(of: type)].value
    for length in lengths.sorted() where length != byteCount {
      let resized = (0..<length).map { $0 < value.count ? value[$0] : 2 }
      let token = full.with(type, resized)
      expectRefused(
        token, .wrongLength, at: token.lengthOffset(of: type),
        record: UInt8(type))
    }
    expectWellFormed(full.with(type, value))
  }

  // E-30, E-31
  @Test(arguments: [4, 6] as [UInt64])
  func aTextIdHasOneTo64Bytes(type: UInt64) {
    for length in 1...64 {
      expectWellFormed(
        full.with(type, [UInt8](repeating: 0x7e, count: length)))
    }
    for length in [0, 65, 66, 128, 300] {
      let token = full.with(type, [UInt8](repeating: 0x41, count: length))
      expectRefused(
        token, .wrongLength, at: token.lengthOffset(of: type),
        record: UInt8(type))
    }
  }

  // E-31
  @Test func aCapabilityHasAtMost64Bytes() {
    // Segments of 32 and 31 bytes and a colon make 64.
    let longest =
      "a" + String(repeating: "b", count: 31) + ":"
      + String(repeating: "c", count: 31)
    expectWellFormed(full.with(14, Array(longest.utf8)))
    for length in [0, 65, 100] {
      let token = full.with(14, [UInt8](repeating: 0x61, count: length))
      expectRefused(
        token, .wrongLength, at: token.lengthOffset(of: 14), record: 14)
    }
  }

  // E-31
  @Test func sixteenCapabilitiesAreTheMost() {
    var token = RecordStream.rootToken
    for count in 2...16 {
      token = token.adding(Record(14, text: "cmd:c\(count)"))
      expectWellFormed(token, "\(count) capabilities")
    }
    for _ in 17...20 {
      token = token.adding(Record(14, text: "cmd:more"))
      expectRefused(
        token, .tooManyCapabilities, at: token.offset(of: 14), record: 14)
    }
  }

  // E-31
  @Test func aTokenOf1024BytesIsTheLongest() {
    let base = RecordStream.rootToken.adding(Record(13, []))
    // The record's own length needs three bytes, not one.
    let rest = 1_024 - base.bytes.count - 2
    let longest = base.with(13, [UInt8](repeating: 0x20, count: rest))
    #expect(longest.bytes.count == 1_024)
    expectWellFormed(longest)
    let longer = base.with(13, [UInt8](repeating: 0x20, count: rest + 1))
    expectRefused(longer, .tooLong, at: 1_024)
    // Refused before it is looked into.
    let garbage = [UInt8](repeating: 0xff, count: 1_025)
    #expect(tokenError(garbage) == ParseError(.tooLong, at: 1_024))
    let huge = [UInt8](repeating: 0, count: 70_000)
    #expect(tokenError(huge) == ParseError(.tooLong, at: 1_024))
  }

  // E-24: 2^64-1 and the other ends of integers.
  @Test(
    arguments: [
      0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x1_0000_0000,
      0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, 0xffff_ffff_ffff_ff00,
      0xffff_ffff_ffff_fffe, 0xffff_ffff_ffff_ffff,
    ] as [UInt64])
  func aHugeLengthEndsInARefusalForEachType(length: UInt64) {
    let token = full.adding(Record(11, [1]))
    for record in token.records {
      let spoiled = token.changing(record.type) { $0.claimedLength = length }
      expectRefused(spoiled, .truncated, at: spoiled.bytes.count)
    }
  }

  // E-24: what is left, and one more.
  @Test func aLengthUpToTheEndAndOneBeyondAreToldApart() {
    let token = full.adding(Record(11, [1]))
    let left = token.bytes.count - token.valueOffset(of: 11)
    // Passes over the rest, and then the signature is missing.
    let toTheEnd = token.changing(11) { $0.claimedLength = UInt64(left + 2) }
    expectRefused(toTheEnd, .truncated, at: toTheEnd.bytes.count)
    for record in token.records where record.type != 11 {
      let rest = UInt64(token.bytes.count)
      let spoiled = token.changing(record.type) { $0.claimedLength = rest }
      expectRefused(spoiled, .truncated, at: spoiled.bytes.count)
    }
  }

  // E-89: the content of geo is judged where constraints are.
  @Test func geoOfAnyLengthAndContentIsAcceptedWhileParsing() {
    for length in [0, 1, 2, 252, 253, 500] {
      expectWellFormed(full.with(13, [UInt8](repeating: 0xff, count: length)))
    }
  }

  // The limits fit each other.
  @Test func theLimitsAreTheOnesOfTheResolutions() {
    #expect(Limits.tokenByteCountMax == 1_024)
    #expect(Limits.capabilityCountMax == 16)
    #expect(Limits.capabilityByteCountMax == 64)
    #expect(Limits.bodyByteCountMax == 4_096)
    #expect(Limits.messageByteCountMax == 4_099)
    #expect(Limits.chainDepthMax == 3)
    #expect(Limits.chainTokenCountMax == 4)
    #expect(Limits.textByteCountMax == 64)
    #expect(Limits.segmentCountMax == 8)
    #expect(Limits.segmentByteCountMax == 32)
    #expect(Limits.ringPositionCountMin == 4)
    #expect(Limits.ringPositionCountMax == 33)
    #expect(Limits.targetByteCountMax == 2_048)
    #expect(Limits.opaqueByteCountMax == 1_024)
  }
}
