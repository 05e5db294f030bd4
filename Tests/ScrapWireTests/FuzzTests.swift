// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

/// 100,000 inputs a run: none may trap, each error lies within the input, and
/// a second reading of the rules must come to the same verdict. The seed of
/// the run is printed; `SCRAP_TEST_SEED` repeats it.
@Suite struct FuzzTests {
  private static let tokens = Vectors.shared.acceptedTokens.map(\.bytes)
  private static let requests = Vectors.shared.acceptedRequests.map(\.bytes)

  private func expectInside(_ error: ParseError, _ bytes: [UInt8]) {
    if !(0...bytes.count).contains(error.offset) {
      Issue.record("\(error) lies outside of \(Hex.encode(bytes))")
    }
  }

  /// Takes an accepted token apart by its parsed values and writes it again.
  private func rewritten(_ token: Token) throws(WriteError) -> [UInt8] {
    try written { writer throws(WriteError) in
      try writer.append(record: 0, integer: 1, byteCount: 1)
      if token.bytes[3] == 1 {
        try writer.append(record: 1, integer: 0, byteCount: 1)
      }
      try writer.append(record: 2, token.issuer)
      try writer.append(record: 4, token.subject)
      try writer.append(record: 6, token.audience)
      try writer.append(
        record: 8, integer: UInt64(token.issuedAtSeconds), byteCount: 4)
      try writer.append(
        record: 10, integer: UInt64(token.expiresAtSeconds), byteCount: 4)
      try writer.append(record: 12, token.tokenIDBytes)
      if let geo = token.geo { try writer.append(record: 13, geo) }
      var walk = token.capabilities()
      while let place = walk.next() {
        try writer.append(
          record: 14, token.capabilityRecords.extracting(place))
      }
      try appendConstraints(of: token, to: &writer)
      try appendDelegation(of: token, to: &writer)
      try writer.append(record: 240, token.signature)
    }
  }

  private func appendConstraints(
    of token: Token, to writer: inout ByteWriter
  ) throws(WriteError) {
    if let count = token.rateCount, let period = token.ratePeriodSeconds {
      try writer.append(
        record: 15, integer: UInt64(count) << 32 | UInt64(period),
        byteCount: 8)
    }
    if let amount = token.amountSats {
      try writer.append(record: 17, integer: amount, byteCount: 8)
    }
    if let after = token.afterSeconds {
      try writer.append(record: 19, integer: UInt64(after), byteCount: 4)
    }
  }

  private func appendDelegation(
    of token: Token, to writer: inout ByteWriter
  ) throws(WriteError) {
    if let issuer = token.rootIssuer { try writer.append(record: 20, issuer) }
    if let id = token.rootTokenID { try writer.append(record: 22, id) }
    if let id = token.parentTokenID { try writer.append(record: 24, id) }
    if token.offset(of: .chainDepth) > 0 {
      try writer.append(
        record: 26, integer: UInt64(token.chainDepth), byteCount: 1)
    }
  }

  /// Parses a token, and says whether it was accepted.
  private func tryToken(_ bytes: [UInt8]) -> Bool {
    var isAccepted = false
    do throws(ParseError) {
      let token = Token(
        bytes: bytes.span, records: try TokenRecords(parsing: bytes.span))
      isAccepted = true
      expectSameBytes(token, bytes)
    } catch {
      expectInside(error, bytes)
    }
    if isAccepted != NaiveToken.isWellFormed(bytes) {
      Issue.record("accepted \(isAccepted): \(Hex.encode(bytes))")
    }
    return isAccepted
  }

  // E-22: the parsed values are all there is, but for unknown records.
  private func expectSameBytes(_ token: Token, _ bytes: [UInt8]) {
    let known = RecordStream(splitting: bytes).records.filter {
      [1, 13, 15, 17, 19].contains($0.type) || $0.type % 2 == 0
    }
    guard let again = try? rewritten(token) else {
      Issue.record("cannot be written: \(Hex.encode(bytes))")
      return
    }
    if again != RecordStream(known).bytes {
      Issue.record("written otherwise: \(Hex.encode(bytes))")
    }
  }

  @Test func fortyThousandSpoiledTokensAreJudgedAsByASecondReading() {
    var random = TestSeed.generator()
    var mutator = Mutator(random: TestSeed.generator(for: "token mutator"))
    var accepted = 0
    for _ in 0..<40_000 {
      let base =
        random.oneIn(2)
        ? random.pick(Self.tokens)
        : RecordStream.randomToken(using: &random).bytes
      let bytes =
        random.oneIn(20)
        ? random.bytes(random.below(200))
        : mutator.mutate(base, with: random.pick(Self.tokens))
      if tryToken(bytes) { accepted += 1 }
    }
    // Spoiled bytes are not always wrong: both sides are exercised.
    #expect(accepted > 1_000 && accepted < 30_000)
  }

  @Test func everyUnspoiledRandomTokenIsAcceptedAndWrittenAgain() {
    var random = TestSeed.generator()
    for _ in 0..<2_000 {
      let bytes = RecordStream.randomToken(using: &random).bytes
      #expect(tryToken(bytes) == (bytes.count <= 1_024))
    }
  }

  private func tryRequest(_ bytes: [UInt8]) -> Bool {
    var isAccepted = false
    do throws(RequestParseError) {
      let request = try Presentation(parsing: bytes.span)
      isAccepted = true
      expectTokens(of: request, bytes)
    } catch {
      switch error {
      case .request(let error): expectInside(error, bytes)
      case .token(let index, let error):
        expectInside(error, bytes)
        #expect(index >= 0)
      }
    }
    if isAccepted != NaiveMessage.isRequest(bytes) {
      Issue.record("accepted \(isAccepted): \(Hex.encode(bytes))")
    }
    return isAccepted
  }

  /// Holds the tokens of an accepted request against the second reading's.
  private func expectTokens(
    of request: borrowing Presentation, _ bytes: [UInt8]
  ) {
    let records = RecordStream(splitting: Array(bytes[3...])).records
    let tokens =
      records.filter { $0.type == 6 } + records.filter { $0.type == 4 }
    var isSame = request.tokenCount == tokens.count
    for index in tokens.indices where isSame && tokens.count <= 4 {
      isSame =
        [UInt8](copying: request.token(index).bytes)
        == tokens[index].value
    }
    if !isSame { Issue.record("other tokens: \(Hex.encode(bytes))") }
  }

  @Test func twentyThousandSpoiledRequestsAreJudgedAsByASecondReading() {
    var random = TestSeed.generator()
    var mutator = Mutator(random: TestSeed.generator(for: "request mutator"))
    var accepted = 0
    for _ in 0..<20_000 {
      let base = random.pick(Self.requests)
      let bytes: [UInt8]
      if random.oneIn(3) {
        // Spoil a token inside of an intact request.
        var body = RecordStream(splitting: Array(base[3...]))
        let type: UInt64 = base.count > 600 && random.oneIn(2) ? 6 : 4
        let places = body.records.indices.filter {
          body.records[$0].type == type
        }
        for place in places.prefix(1) {
          body.records[place] = Record(
            type,
            mutator.mutate(
              body.records[place].value, with: random.pick(Self.tokens)))
        }
        bytes = body.message(1)
      } else {
        bytes = mutator.mutateMessage(base, with: random.pick(Self.requests))
      }
      if tryRequest(bytes) { accepted += 1 }
    }
    #expect(accepted > 300 && accepted < 15_000)
  }

  @Test func twentyThousandSpoiledMessagesAreJudgedAsByASecondReading() {
    var random = TestSeed.generator()
    var mutator = Mutator(random: TestSeed.generator(for: "message mutator"))
    var accepted = 0
    let messages = MessageKind.all.map { $0.body.message($0.type.rawValue) }
    for _ in 0..<20_000 {
      let kind = random.below(messages.count)
      let bytes = mutator.mutateMessage(
        messages[kind], with: random.pick(messages))
      let error = messageError(MessageKind.all[kind].type, bytes)
      if let error { expectInside(error, bytes) }
      let isExpected = naiveIsWellFormed(MessageKind.all[kind], bytes)
      if (error == nil) != isExpected {
        Issue.record("\(String(describing: error)): \(Hex.encode(bytes))")
      }
      if isExpected { accepted += 1 }
    }
    #expect(accepted > 300 && accepted < 15_000)
  }

  private func naiveIsWellFormed(
    _ kind: MessageKind, _ bytes: [UInt8]
  ) -> Bool {
    var rules: NaiveMessage.Rules = [:]
    for (type, min, max) in kind.records { rules[type] = min...max }
    let types = kind.records.map(\.type)
    let records = NaiveMessage.records(
      bytes, code: kind.type.rawValue, rules: rules, required: types,
      last: types[types.count - 1])
    guard let records else { return false }
    guard let keyType = kind.keyType else { return true }
    let prefix = records.first { $0.type == keyType }?.value.first
    return prefix == 2 || prefix == 3
  }

  @Test func twentyThousandSpoiledShapesAndIdsNeverTrap() {
    var random = TestSeed.generator()
    var mutator = Mutator(random: TestSeed.generator(for: "text mutator"))
    let shapes = [
      "{\"type\":\"Point\",\"coordinates\":[-179.999999,89.5]}",
      "{\"coordinates\":[[[0,0],[4,0],[4,3],[0,0]]],\"type\":\"Polygon\"}",
    ].map { Array($0.utf8) }
    let pieces = [
      "0", "9", "-", ".", ",", "[", "]", "e", " ", "\"", "}", "1e9",
    ]
    .map { Array($0.utf8) }
    let id = Array(Vectors.shared.tv1TokenId.string.utf8)
    var accepted = 0
    for _ in 0..<10_000 {
      var text = random.pick(shapes)
      if random.oneIn(2) {
        let place = random.below(text.count)
        text.replaceSubrange(
          place..<min(text.count, place + random.below(3)),
          with: random.pick(pieces))
      } else {
        text = mutator.mutate(text, with: random.pick(shapes))
      }
      if let shape = GeoShape(geoJSON: text.span) {
        accepted += 1
        if shape.isConvex { #expect(shape.contains(shape)) }
      }
      let spoiled = mutator.mutate(id, with: random.pick(pieces))
      if let text = TokenIDText(parsing: spoiled.span) {
        #expect((45...60).contains(spoiled.count))
        #expect((1...16).contains(text.prefix.count))
      }
    }
    #expect(accepted > 100)
  }
}
