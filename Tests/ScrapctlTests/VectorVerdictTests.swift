// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import TestSupport
import Testing

/// Every fixture through the built tool, each with a store of its own.
@Suite(.serialized) struct VectorVerdictTests {
  private static let extra = Vectors.shared.extra

  /// The contract: these members, in this order, and nothing else.
  private static func isAnswer(_ line: String) -> Bool {
    let answer =
      #/\{"line":\d+,"verdict":"(accept|reject)","reason":(null|"[a-z_]+"),"chain_index":(null|\d+),"offset":(null|\d+),"token_id":(null|"[0-9a-f]{32}")\}/#
    return line.wholeMatch(of: answer) != nil
  }

  private func answer(
    _ lines: String, as kind: String, now: UInt32? = nil
  ) throws -> [Answer] {
    let scratch = try Laboratory.scratch()
    let result = try Tool.run(
      Laboratory.verify(
        "--as", kind, "--now", "\(now ?? Laboratory.nowSeconds)"),
      input: lines, in: scratch)
    let answers = try result.lines.map { line in
      #expect(Self.isAnswer(line), "\(line)")
      return try Answer(line)
    }
    let isRefused = answers.contains { $0.verdict == "reject" }
    #expect(result.status == (isRefused ? 2 : 0), "\(result.errorText)")
    #expect(answers.map(\.line) == Array(1..<answers.count + 1))
    return answers
  }

  @Test func acceptedTokensAreAccepted() throws {
    for (name, token) in Self.extra.acceptTokens {
      let bytes = token.tokenHex.bytes
      let answers = try answer(
        Laboratory.line(chain: [bytes]), as: "chain", now: token.now)
      // Alone there is nothing to hold against its target and amount.
      let expected =
        name == "root_all_constraints" ? "constraint_violation" : "accept"
      #expect(answers.map(\.word) == [expected], "\(name)")
      let id = Presented(.chain([bytes]))?.tokenID
      #expect(answers[0].tokenId == id.map { HexText.text($0) }, "\(name)")
    }
  }

  @Test func refusedTokensAreRefusedForTheirReason() throws {
    for token in Self.extra.rejectTokens {
      let answers = try answer(
        Laboratory.line(chain: [token.tokenHex.bytes]), as: "chain",
        now: token.now)
      #expect(answers.map(\.word) == [token.reason], "\(token.name)")
      #expect(answers[0].chainIndex == 0, "\(token.name)")
      #expect(answers[0].offset != nil, "\(token.name)")
      let isMalformed = token.reason == "malformed_token"
      #expect((answers[0].tokenId == nil) == isMalformed, "\(token.name)")
    }
  }

  @Test func refusedChainsAreRefusedForTheirReason() throws {
    let accepted = Self.extra.acceptChain.tokens.map(\.token.tokenHex.bytes)
    for chain in Self.extra.rejectChains {
      let isReplay = chain.reason == "replayed"
      let presented = chain.chain.map(\.bytes) + [chain.token.bytes]
      let first = isReplay ? Laboratory.line(chain: accepted) : ""
      let answers = try answer(
        first + Laboratory.line(chain: presented), as: "chain")
      #expect(
        answers.map(\.word) == (isReplay ? ["accept"] : []) + [chain.reason],
        "\(chain.name)")
    }
  }

  @Test func acceptedRequestsAreAcceptedAndNeverAgain() throws {
    for request in Self.extra.acceptRequests {
      let line = Laboratory.lines([request.messageHex.bytes])
      let answers = try answer(line + line, as: "request")
      #expect(
        answers.map(\.word) == ["accept", "already_accepted"],
        "\(request.name)")
      #expect(answers[0].tokenId != nil && answers[0].offset == nil)
    }
  }

  @Test func refusedRequestsAreRefusedForTheirReason() throws {
    for request in Self.extra.rejectRequests {
      let answers = try answer(
        Laboratory.lines([request.messageHex.bytes]), as: "request")
      #expect(answers.map(\.word) == [request.reason], "\(request.name)")
      #expect(answers[0].tokenId != nil, "\(request.name)")
    }
  }

  @Test func everyPrefixOfARequestIsMalformed() throws {
    let message = Self.extra.taskRequest.messageHex.bytes
    let prefixes = (0..<message.count).map { Array(message[..<$0]) }
    let answers = try answer(Laboratory.lines(prefixes), as: "request")
    #expect(answers.count == message.count)
    #expect(answers.allSatisfy { $0.reason == "malformed_request" })
    #expect(answers[0].offset == 0, "a message of zero bytes")
  }

  @Test func aPackedProfileSaysTheSame() throws {
    let scratch = try Laboratory.scratch()
    try scratch.write(Laboratory.profile.pack(), to: "profile.json")
    let result = try Tool.run(
      Laboratory.verifyThen(),
      input: Laboratory.lines([Self.extra.taskRequest.messageHex.bytes]),
      in: scratch)
    #expect(result.status == 0, "\(result.errorText)")
  }
}
