// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

@Suite struct UnverifiedRequestTests {
  @Test(arguments: Vectors.shared.acceptedRequests)
  func everyAcceptRequestIsWellFormed(vector: NamedBytes) {
    #expect(requestError(vector.bytes) == nil)
  }

  // None of them is malformed: each is refused for what it says.
  @Test func everyRejectRequestIsWellFormed() {
    for vector in Vectors.shared.extra.rejectRequests {
      #expect(requestError(vector.messageHex.bytes) == nil, "\(vector.name)")
      #expect(!vector.reason.hasPrefix("malformed"))
    }
  }

  @Test func everyPrefixOfAnAcceptRequestIsRefused() {
    for vector in Vectors.shared.acceptedRequests {
      for count in 0..<vector.bytes.count {
        let prefix = Array(vector.bytes[..<count])
        let error =
          count < 3
          ? ParseError(.truncated, at: count)
          : ParseError(.wrongMessageLength, at: 1)
        #expect(requestError(prefix) == .request(error), "\(vector.name)")
      }
    }
  }

  // The header made to fit, so that the body is what is cut.
  @Test func everyPrefixOfAnAcceptRequestsBodyIsTruncated() {
    for vector in Vectors.shared.acceptedRequests {
      for count in 3..<vector.bytes.count {
        var prefix = Array(vector.bytes[..<count])
        prefix.replaceSubrange(
          1..<3, with: NaiveInteger.bigEndian(UInt64(count - 3), 2))
        #expect(
          requestError(prefix) == .request(ParseError(.truncated, at: count)),
          "\(vector.name)")
      }
    }
  }

  // E-94
  @Test func theSignedBytesOfTheSampleRequestAreTheVectors() throws {
    let vector = Vectors.shared.extra.taskRequest
    let message = vector.messageHex.bytes
    let request = try TaskRequest(parsing: message.span)
    #expect([UInt8](copying: request.signedBytes) == vector.signedHex.bytes)
    #expect(
      [UInt8](copying: request.commanderSignature)
        == vector.signatureHex.bytes)
  }

  // E-84
  @Test func theTokensAreRootFirstAndThePresentedOneLast() throws {
    let vectors = Vectors.shared
    let bytes = try #require(
      vectors.acceptedRequests.first { $0.name == "delegated_two_hops" }
    )
    .bytes
    let chain = vectors.extra.acceptChain.tokens.map {
      $0.token.tokenHex.bytes
    }
    let request = try Presentation(parsing: bytes.span)
    let (count, hasTask) = (request.tokenCount, request.hasTask)
    #expect(count == 3 && hasTask)
    for index in 0..<3 {
      #expect([UInt8](copying: request.token(index).bytes) == chain[index])
      let start = request.reportOffset(ofToken: index)
      #expect(Array(bytes[start...].prefix(chain[index].count)) == chain[index])
    }
    #expect(
      [UInt8](copying: request.token(request.leafIndex).bytes) == chain[2])
    guard let task = request.taskRequest else {
      Issue.record("a whole request asks for a task")
      return
    }
    #expect(task.timestampSeconds == 1_705_320_090)
  }

  private func body(parents: [[UInt8]], leaf: [UInt8]) -> RecordStream {
    var body = RecordStream.requestBody.with(4, leaf)
    for parent in parents { body = body.adding(Record(6, parent)) }
    return body
  }

  // A fault in a token is told with the token's place in the chain and the
  // offset in the message.
  @Test func aFaultyTokenIsNamedByItsPlaceInTheChain() {
    let good = RecordStream.rootToken
    let bad = good.with(0, [2])
    for faulty in 0...3 {
      let parents = (0..<3).map { $0 == faulty ? bad.bytes : good.bytes }
      let body = body(
        parents: parents, leaf: faulty == 3 ? bad.bytes : good.bytes)
      let type: UInt64 = faulty == 3 ? 4 : 6
      let index = body.index(of: type) + (faulty == 3 ? 0 : faulty)
      let start =
        3 + body.offset(ofRecord: index) + body.records[index].head.count
      #expect(
        requestError(body.message(1))
          == .token(
            index: faulty,
            ParseError(
              .wrongVersion, at: start + bad.valueOffset(of: 0),
              recordType: 0)))
    }
  }

  @Test func ofSeveralFaultyTokensTheRootIsNamed() {
    let bad = RecordStream.rootToken.with(0, [2]).bytes
    let error = requestError(body(parents: [bad, bad], leaf: bad).message(1))
    guard case .token(let index, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(index == 0)
  }

  // The request's own structure comes first.
  @Test func aFaultOfTheRequestIsNamedBeforeThoseOfItsTokens() {
    let bad = RecordStream.rootToken.with(0, [2]).bytes
    let spoiled = body(parents: [bad], leaf: bad).with(2, [1, 2, 3])
    guard case .request(let error)? = requestError(spoiled.message(1)) else {
      Issue.record("no error of the request")
      return
    }
    #expect(error.kind == .wrongLength && error.recordType == 2)
  }

  // E-76: longer chains are parsed to the end, so that a malformed token is
  // malformed wherever it stands; who uses them looks at the count.
  @Test func chainsLongerThanFourAreParsedButNotKept() throws {
    let good = RecordStream.rootToken.bytes
    for count in 1...12 {
      let parents = [[UInt8]](repeating: good, count: count - 1)
      let bytes = body(parents: parents, leaf: good).message(1)
      let request = try Presentation(parsing: bytes.span)
      let found = request.tokenCount
      #expect(found == count)
      for index in 0..<count where count <= 4 {
        #expect([UInt8](copying: request.token(index).bytes) == good)
      }
    }
    let bad = RecordStream.rootToken.with(0, [2]).bytes
    let parents = [[UInt8]](repeating: good, count: 11)
    let error = requestError(body(parents: parents, leaf: bad).message(1))
    guard case .token(let index, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(index == 11)
  }

  @Test func aChainAloneIsReadTokenByToken() throws {
    let tokens = Vectors.shared.extra.acceptChain.tokens.map {
      $0.token.tokenHex.bytes
    }
    let bytes = tokens.flatMap { $0 }
    let counts = tokens.map(\.count)
    let request = try Presentation(
      parsingChain: bytes.span, tokenByteCounts: counts.span)
    let (count, hasTask) = (request.tokenCount, request.hasTask)
    #expect(count == 3 && !hasTask)
    for index in 0..<3 {
      #expect([UInt8](copying: request.token(index).bytes) == tokens[index])
      #expect(request.reportOffset(ofToken: index) == 0)
    }
    if request.taskRequest != nil { Issue.record("no task is asked for") }
  }

  @Test func aFaultOfAChainAloneCountsFromTheTokensFirstByte() {
    let good = RecordStream.rootToken.bytes
    let bad = RecordStream.rootToken.with(0, [2]).bytes
    for faulty in 0..<3 {
      let tokens = (0..<3).map { $0 == faulty ? bad : good }
      let bytes = tokens.flatMap { $0 }
      let counts = tokens.map(\.count)
      #expect(
        throws: RequestParseError.token(
          index: faulty, ParseError(.wrongVersion, at: 2, recordType: 0))
      ) {
        _ = try Presentation(
          parsingChain: bytes.span, tokenByteCounts: counts.span)
      }
    }
  }
}
