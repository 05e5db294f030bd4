// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround
import ScrapVerifier
import ScrapWire
import TestSupport
import Testing

@testable import ScrapCommander

/// Answers that must not be believed.
@Suite struct AnswerTests {
  private let satellite = Executor()
  private let draft = Draft()

  /// A commander that waits for an accept.
  private func asking(_ draft: Draft? = nil) throws -> Commander {
    var commander = try commander(draft ?? self.draft)
    _ = commander.advance(nowNanoseconds: 0)
    return commander
  }

  /// A commander that waits for a proof, and the proof.
  private func bound() throws -> (Commander, proof: [UInt8]) {
    var commander = try asking()
    let step = try commander.hear(
      satellite.hear(draft.message, at: 0)[0], at: 0)
    let proof = satellite.hear(step.datagrams[0], at: 0)[0]
    return (commander, proof)
  }

  /// Every single-bit flip, every prefix, and a byte more.
  private func spoilt(_ message: [UInt8]) -> [[UInt8]] {
    let flips = (0..<message.count * 8).map { bit in
      var copy = message
      copy[bit / 8] ^= 1 << UInt8(bit % 8)
      return copy
    }
    return flips + message.indices.map { Array(message[..<$0]) }
      + [message + [0]]
  }

  private func expectAllIgnored(
    _ messages: [[UInt8]], by commander: Commander,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var commander = commander
    let state = commander.state
    for message in messages {
      let step = try commander.hear(message, at: 1)
      guard case .ignored = step.events.first, step.events.count == 1,
        step.datagrams.isEmpty
      else {
        Issue.record(
          "believed: \(Hex.encode(message))", sourceLocation: sourceLocation)
        return
      }
    }
    #expect(commander.state == state, sourceLocation: sourceLocation)
    #expect(
      commander.ignoredCount == UInt64(messages.count),
      sourceLocation: sourceLocation)
  }

  @Test func noSpoiltAcceptIsBelieved() throws {
    let accept = satellite.hear(draft.message, at: 0)[0]
    let commander = try asking()
    try expectAllIgnored(spoilt(accept), by: commander)
    var fresh = commander
    let step = try fresh.hear(accept, at: 1)
    #expect(step.words == ["accept", "binding 1"])
  }

  @Test func noSpoiltRejectIsBelieved() throws {
    _ = satellite.hear(draft.message, at: 0)
    var other = draft
    other.set(0, Array("TASK-2".utf8))
    let reject = satellite.hear(other.message, at: 0)[0]
    let commander = try asking(other)
    try expectAllIgnored(spoilt(reject), by: commander)
    var fresh = commander
    let step = try fresh.hear(reject, at: 1)
    #expect(step.words == ["replayed"])
  }

  @Test func noSpoiltProofIsBelieved() throws {
    let (commander, proof) = try bound()
    try expectAllIgnored(spoilt(proof), by: commander)
    var fresh = commander
    let step = try fresh.hear(proof, at: 1)
    #expect(step.words == ["proof"])
  }

  @Test func answersOfAnotherExecutorAreNotBelieved() throws {
    let stranger = Executor(key: .stranger)
    var commander = try asking()
    let accept = stranger.hear(draft.message, at: 0)[0]
    let step = try commander.hear(accept, at: 1)
    #expect(step.words == ["bad_signature"])
    // The stranger, were it believed, would prove as well.
    var fooled = try ScrapCommanderTests.commander(
      draft, executor: .stranger)
    _ = fooled.advance(nowNanoseconds: 0)
    let binding = try fooled.hear(accept, at: 1).datagrams[0]
    let proof = stranger.hear(binding, at: 1)[0]
    var (waiting, _) = try bound()
    let other = try waiting.hear(proof, at: 1)
    #expect(other.words == ["other_executor"])
  }

  // A key is 33 bytes: the same x under another prefix is another key.
  @Test func theOtherPrefixIsAnotherExecutor() throws {
    var (commander, proof) = try bound()
    var records = RecordStream(splitting: Array(proof[3...]))
    records = records.changing(10) { $0.value[0] ^= 1 }
    let step = try commander.hear(records.message(4), at: 1)
    #expect(step.words == ["other_executor"])
  }

  @Test func anAcceptForAnotherRequestIsNotBelieved() throws {
    // The same task_id and token, another time: another digest.
    var other = draft
    other.set(2, integer: Satellite.now - 9, 4)
    let accept = Executor().hear(other.message, at: 0)[0]
    var commander = try asking()
    let request = try commander.hear(accept, at: 1)
    #expect(request.words == ["other_request"])
    let task = try commander.hear(
      satellite.hear(Draft(id: 2).message, at: 0)[0], at: 1)
    #expect(task.words == ["other_task"])
  }

  // E-98: all but the token is right.
  @Test func aProofForAnotherTokenOrPaymentIsNotBelieved() throws {
    let (commander, proof) = try bound()
    let records = RecordStream(splitting: Array(proof[3...]))
    for (type, word) in [(2, "other_token"), (4, "other_payment")]
      as [(UInt64, String)]
    {
      let changed = records.changing(type) { $0.value[15] ^= 1 }
      let signed = changed.records[1...4].flatMap(\.value)
      let message = changed.with(
        12, TestKey.executor.signature(.proof, signed)
      ).message(4)
      var fresh = commander
      let step = try fresh.hear(message, at: 1)
      #expect(step.words == [word])
    }
  }

  @Test func aProofSignedByAStrangerInTheExecutorsNameIsNotBelieved() throws {
    var (commander, proof) = try bound()
    let records = RecordStream(splitting: Array(proof[3...]))
    let signed = records.records[1...4].flatMap(\.value)
    let forged = records.with(
      12, TestKey.stranger.signature(.proof, signed)
    ).message(4)
    let step = try commander.hear(forged, at: 1)
    #expect(step.words == ["bad_signature"])
  }

  @Test func aProofBeforeTheAcceptIsNotBelieved() throws {
    let (_, proof) = try bound()
    var early = try asking()
    let step = try early.hear(proof, at: 1)
    #expect(step.words == ["proof_before_accept"])
  }

  @Test func doubledAndLateAnswersChangeNothing() throws {
    var (commander, proof) = try bound()
    let accept = try #require(commander.receipt.accept)
    let doubled = try commander.hear(accept, at: 1)
    #expect(doubled.words == ["repeated_accept"])
    let proved = try commander.hear(proof, at: 1)
    #expect(proved.words == ["proof"])
    let receipt = commander.receipt
    for message in [accept, proof] {
      let late = try commander.hear(message, at: 2)
      #expect(late.words == ["late"])
    }
    #expect(commander.receipt == receipt)
    var given = try asking()
    _ = given.advance(nowNanoseconds: 1000 * second)
    let late = try given.hear(accept, at: 1000 * second)
    #expect(late.words == ["late"])
    #expect(given.state == .unanswered)
  }

  @Test func aSecondAcceptWithAnotherPaymentHashDoesNotReplaceTheFirst() throws
  {
    var (commander, _) = try bound()
    let receipt = commander.receipt
    let step = try commander.hear(
      accept(to: commander.request, paymentHash: 0x77), at: 1)
    #expect(step.words == ["other_accept"])
    #expect(commander.receipt == receipt)
  }

  private func accept(
    to request: SignedRequest, paymentHash: UInt8 = 1,
    seconds: UInt64 = Satellite.now, amountSats: UInt64 = 0
  ) -> [UInt8] {
    signed(
      2,
      [
        Record(0, request.taskID), Record(2, integer: seconds, 4),
        Record(4, request.digest),
        Record(6, [UInt8](repeating: paymentHash, count: 32)),
        Record(8, integer: amountSats, 8), Record(10, integer: 60, 4),
        Record(12, []), Record(14, integer: 1, 4),
        Record(16, integer: seconds, 4), Record(18, integer: 0, 4),
        Record(20, integer: 1, 2),
      ], 22, .taskAccept)
  }

  @Test(arguments: [
    // The request says now - 10; the tolerance is 30 on either side.
    (-40, "accept"), (-41, "impossible_time"), (0, "accept"),
    (30, "accept"), (31, "impossible_time"),
  ])
  func theAnswersTimeLiesBetweenRequestAndNow(
    offset: Int, word: String
  ) throws {
    var commander = try asking()
    let seconds = UInt64(Int(Satellite.now) + offset)
    let message = accept(to: commander.request, seconds: seconds)
    let step = try commander.hear(message, at: 0)
    #expect(step.words.first == word)
    // Without a time of its own, the commander has no upper bound.
    var untimed = try asking()
    let trusting = try untimed.receive(
      message, nowNanoseconds: 0, unixSeconds: nil, key: signingKey())
    #expect(trusting.words.first == (offset > 0 ? "accept" : word))
  }

  // E-90
  @Test func aPriceAboveTheSignedAmountIsNotBelieved() throws {
    for (price, word) in [(500, "accept"), (501, "above_amount")]
      as [(UInt64, String)]
    {
      var draft = draft
      draft.set(16, integer: 500, 8)
      var commander = try asking(draft)
      let step = try commander.hear(
        accept(to: commander.request, amountSats: price), at: 0)
      #expect(step.words.first == word)
    }
  }

  @Test func whatIsNoAnswerIsNamed() throws {
    var commander = try asking()
    for (bytes, word) in [
      ([], "unexpected_type"), ([0xff], "unexpected_type"),
      (draft.message, "unexpected_type"), ([6, 0, 0], "unexpected_type"),
      ([2], "malformed"), ([3, 0], "malformed"), ([2, 0, 0], "malformed"),
    ] as [([UInt8], String)] {
      let step = try commander.hear(bytes, at: 0)
      #expect(step.words == [word])
    }
    #expect(commander.ignoredCount == 7)
  }
}
