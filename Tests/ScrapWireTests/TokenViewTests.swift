// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

@Suite struct TokenViewTests {
  private func expectView(_ draft: RecordStream) throws {
    let bytes = draft.bytes
    let token = Token(
      bytes: bytes.span, records: try TokenRecords(parsing: bytes.span))
    func value(_ type: UInt64) -> [UInt8]? {
      draft.records.first { $0.type == type }?.value
    }
    func integer(_ type: UInt64) -> UInt64? {
      value(type)?.reduce(0) { $0 << 8 | UInt64($1) }
    }
    #expect([UInt8](copying: token.bytes) == bytes)
    #expect([UInt8](copying: token.issuer) == value(2))
    #expect([UInt8](copying: token.subject) == value(4))
    #expect([UInt8](copying: token.audience) == value(6))
    #expect(UInt64(token.issuedAtSeconds) == integer(8))
    #expect(UInt64(token.expiresAtSeconds) == integer(10))
    #expect([UInt8](copying: token.tokenIDBytes) == value(12))
    #expect((0..<16).map { token.tokenID.byte(at: $0) } == value(12))
    #expect([UInt8](copying: token.signature) == value(240))
    #expect(copied(token.geo) == value(13))
    #expect(token.rateCount.map(UInt64.init) == integer(15).map { $0 >> 32 })
    #expect(
      token.ratePeriodSeconds.map(UInt64.init)
        == integer(15).map { $0 & 0xffff_ffff })
    #expect(token.amountSats == integer(17))
    #expect(token.afterSeconds.map(UInt64.init) == integer(19))
    #expect(copied(token.rootIssuer) == value(20))
    #expect(copied(token.rootTokenID) == value(22))
    #expect(copied(token.parentTokenID) == value(24))
    #expect(UInt64(token.chainDepth) == integer(26) ?? 0)
    #expect(token.isDelegation == (value(20) != nil))
    expectCapabilities(token, draft)
    expectOffsets(token, draft)
    // E-22, E-26: the received bytes before record 240.
    #expect(
      [UInt8](copying: token.signedBytes)
        == Array(bytes[..<draft.offset(of: 240)]))
  }

  private func expectCapabilities(_ token: Token, _ draft: RecordStream) {
    let expected = draft.records.filter { $0.type == 14 }
    #expect(token.capabilityCount == expected.count)
    #expect(token.capabilityRunOffset == draft.offset(of: 14))
    let run = [UInt8](copying: token.capabilityRecords)
    #expect(run == expected.flatMap(\.bytes))
    var walk = token.capabilities()
    var found: [[UInt8]] = []
    while let place = walk.next() { found.append(Array(run[place])) }
    #expect(found == expected.map(\.value))
    #expect(walk.next() == nil)
  }

  private func expectOffsets(_ token: Token, _ draft: RecordStream) {
    let places: [(Token.Place, UInt64)] = [
      (.issuer, 2), (.subject, 4), (.audience, 6), (.issuedAt, 8),
      (.expiresAt, 10), (.tokenID, 12), (.geo, 13), (.rate, 15), (.amount, 17),
      (.after, 19), (.rootIssuer, 20), (.rootTokenID, 22),
      (.parentTokenID, 24), (.chainDepth, 26), (.signature, 240),
    ]
    for (place, type) in places {
      let isThere = draft.records.contains { $0.type == type }
      #expect(
        token.offset(of: place) == (isThere ? draft.valueOffset(of: type) : 0))
    }
  }

  @Test func aRootShowsEachValueAndNoOther() throws {
    try expectView(.rootToken)
  }

  @Test func aDelegationShowsEachValue() throws {
    try expectView(.delegationToken)
    try expectView(.fullToken)
  }

  // E-26
  @Test func unknownOddRecordsStayInsideTheSignedBytes() throws {
    let token = RecordStream.fullToken.adding(
      Record(3, [9, 9]), Record(11, []), Record(239, [7]))
    try expectView(token)
    let bare = RecordStream.fullToken
    #expect(token.offset(of: 240) == bare.offset(of: 240) + 4 + 2 + 3)
  }

  @Test func randomTokensShowWhatWasWritten() throws {
    var random = TestSeed.generator()
    for _ in 0..<500 {
      let token = RecordStream.randomToken(using: &random)
      // A draft may outgrow the limit.
      guard token.bytes.count <= 1_024 else { continue }
      try expectView(token)
    }
  }

  @Test func everyAcceptVectorShowsWhatASecondReaderFinds() throws {
    for vector in Vectors.shared.acceptedTokens {
      let stream = RecordStream(splitting: vector.bytes)
      #expect(stream.trailer.isEmpty && stream.bytes == vector.bytes)
      try expectView(stream)
    }
  }

  @Test func theRepairedSampleTokenSaysWhatTheSpecificationSays() throws {
    let vector = Vectors.shared.tv2CapabilityToken.canonicalInstance
    let bytes = vector.tokenHex.bytes
    let token = Token(
      bytes: bytes.span, records: try TokenRecords(parsing: bytes.span))
    #expect([UInt8](copying: token.subject) == Array("ICEYE-X14-51070".utf8))
    #expect([UInt8](copying: token.audience) == Array("SENTINEL-2C-62261".utf8))
    #expect(token.issuedAtSeconds == 1_705_320_000)
    #expect(token.expiresAtSeconds == 1_705_406_400)
    #expect([UInt8](copying: token.signedBytes) == vector.unsignedHex.bytes)
    #expect([UInt8](copying: token.signature) == vector.signatureHex.bytes)
    // E-07, E-08
    #expect(token.signedBytes.count == 121 && bytes.count == 187)
  }
}
