// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

@Suite struct TokenOrderTests {
  private let root = RecordStream.rootToken
  private let full = RecordStream.fullToken
  private static let requiredTypes: [UInt64] = [0, 2, 4, 6, 8, 10, 12, 14]
  private static let knownTypes: [UInt64] = [
    0, 1, 2, 4, 6, 8, 10, 12, 13, 14, 15, 17, 19, 20, 22, 24, 26, 240,
  ]

  @Test func theDraftsAreWellFormed() {
    expectWellFormed(root)
    expectWellFormed(.delegationToken)
    expectWellFormed(full)
    #expect(full.records.map(\.type).sorted() == full.records.map(\.type))
  }

  // E-29: reported where the next known record begins.
  @Test(arguments: requiredTypes)
  func aMissingRecordIsNamedWhereTheNextKnownOneBegins(type: UInt64) {
    let offset = root.offset(of: type)
    expectRefused(
      root.without(type), .missingRecord, at: offset, record: UInt8(type))
  }

  // E-29: the first of several.
  @Test func ofSeveralMissingRecordsTheFirstIsNamed() {
    let token = root.without(4, 8, 12, 14)
    expectRefused(
      token, .missingRecord, at: token.offset(of: 6), record: 4)
  }

  // E-21, E-29
  @Test func aTokenWithoutSignatureEndsTooEarly() {
    let token = root.without(240)
    expectRefused(token, .truncated, at: token.bytes.count)
    let odd = token.adding(Record(241, [1]))
    expectRefused(odd, .truncated, at: odd.bytes.count)
  }

  @Test func nothingIsNoToken() {
    #expect(tokenError([]) == ParseError(.truncated, at: 0))
  }

  // E-19
  @Test(arguments: knownTypes.filter { $0 != 14 && $0 != 240 })
  func aRepeatedRecordIsRefusedAtItsSecondPlace(type: UInt64) {
    let record = full.records[full.index(of: type)]
    let token = full.adding(record)
    expectRefused(
      token, .notAscending,
      at: token.offset(of: type) + record.bytes.count, record: UInt8(type))
  }

  // E-19, E-26
  @Test(arguments: [3, 11, 239, 249, 253, 65_537, UInt64.max])
  func aRepeatedUnknownOddRecordIsRefused(type: UInt64) {
    let isAfterSignature = type > 240
    let base = isAfterSignature ? root.without(240) : root
    let token = base.adding(Record(type, [1]), Record(type, [1]))
    let second = token.offset(of: type) + Record(type, [1]).bytes.count
    expectRefused(
      token, .notAscending, at: second, record: UInt8(exactly: type))
  }

  // E-19: the only type that may repeat, in one run.
  @Test func capabilitiesMayRepeat() {
    let more = Record(14, text: "cmd:imaging:sar")
    expectWellFormed(root.adding(more))
    expectWellFormed(root.adding(more, more))
  }

  // E-19
  @Test func capabilitiesApartAreRefused() {
    var token = root.adding(Record(15, [0, 0, 0, 1, 0, 0, 0, 1]))
    let late = token.index(of: 15) + 1
    token.records.insert(Record(14, text: "cmd:imaging:sar"), at: late)
    expectRefused(
      token, .notAscending, at: token.offset(ofRecord: late), record: 14)
  }

  // E-19, E-20: checked, never repaired.
  @Test func everySwapOfTwoNeighboursIsRefused() {
    for index in 0..<full.records.count - 1 {
      var token = full
      token.records.swapAt(index, index + 1)
      let isSameType = token.records[index].type == full.records[index].type
      let error = tokenError(token.bytes)
      if isSameType {
        #expect(error == nil)
      } else {
        #expect(error != nil)
        #expect(
          error?.kind == .notAscending || error?.kind == .missingRecord
            || error?.kind == .trailingBytes)
      }
    }
  }

  // E-20
  @Test func geoAfterCapabilityIsRefusedWhereItBegins() {
    var token = root
    let index = token.index(of: 240)
    token.records.insert(Record(13, text: "{}"), at: index)
    expectRefused(
      token, .notAscending, at: token.offset(ofRecord: index), record: 13)
  }

  // SCRAP §2.5.4 rule 2.
  @Test(arguments: [16, 18, 28, 30, 128, 238] as [UInt64])
  func anUnknownEvenRecordIsRefusedWhereItBegins(type: UInt64) {
    let token = full.adding(Record(type, [1]))
    expectRefused(
      token, .unknownEvenType, at: token.offset(of: type),
      record: UInt8(type))
  }

  @Test(arguments: [242, 254, 256, 65_536, 1 << 40, UInt64.max - 1])
  func anUnknownEvenRecordInTheSignaturesPlaceIsRefused(type: UInt64) {
    let token = root.without(240).adding(Record(type, [1]))
    expectRefused(
      token, .unknownEvenType, at: token.offset(of: type),
      record: UInt8(exactly: type))
  }

  // E-26
  @Test(arguments: [3, 5, 7, 9, 11, 21, 23, 25, 27, 239] as [UInt64])
  func anUnknownOddRecordIsPassedOver(type: UInt64) {
    expectWellFormed(root.adding(Record(type, [])))
    expectWellFormed(
      root.adding(Record(type, [UInt8](repeating: 0, count: 300))))
  }

  // E-26: the rules of size hold for it.
  @Test func anUnknownOddRecordMustFitIntoTheToken() {
    let token = root.adding(Record(11, [1, 2, 3])).changing(11) {
      $0.claimedLength = 1_000
    }
    expectRefused(token, .truncated, at: token.bytes.count)
  }

  // E-18, E-26
  @Test(arguments: [3, 5, 9])
  func aLongFormOfATypeIsRefusedWhereItBegins(byteCount: Int) {
    let token = full.adding(Record(11, [1]))
    for type in Self.knownTypes + [11] {
      let spoiled = token.changing(type) { $0.typeByteCount = byteCount }
      expectRefused(spoiled, .notMinimal, at: spoiled.offset(of: type))
    }
  }

  // E-18, E-26
  @Test(arguments: [3, 5, 9])
  func aLongFormOfALengthIsRefusedWhereItBegins(byteCount: Int) {
    let token = full.adding(Record(11, [1]))
    for type in Self.knownTypes + [11] {
      let spoiled = token.changing(type) { $0.lengthByteCount = byteCount }
      expectRefused(spoiled, .notMinimal, at: spoiled.lengthOffset(of: type))
    }
  }

  // E-21
  @Test func anyByteAfterTheSignatureIsTrailing() {
    for trailer in [[0], [0xf1, 0], [0xf0, 0], root.bytes] as [[UInt8]] {
      var token = root
      token.trailer = trailer
      expectRefused(token, .trailingBytes, at: root.bytes.count)
    }
    var odd = root
    odd.records.append(Record(241, [1]))
    expectRefused(odd, .trailingBytes, at: root.bytes.count)
  }

  // E-21
  @Test func twoSignaturesAreTrailingBytes() {
    var token = root
    token.records.append(root.records[root.index(of: 240)])
    expectRefused(token, .trailingBytes, at: root.bytes.count)
  }

  // E-01: a CBOR map's first byte, a2 or a3.
  @Test func aCBORTokenIsNoToken() {
    #expect(tokenError([0xa2, 1, 2, 3])?.kind == .unknownEvenType)
    #expect(
      tokenError([0xa3, 0x63] + [UInt8](repeating: 0, count: 0x63))
        != nil)
  }
}
