// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround
import ScrapVerifier
import TestSupport
import Testing

@testable import ScrapCommander

/// One exchange, message by message.
@Suite struct CommanderTests {
  @Test(arguments: [0, 2])
  func requestAcceptBindingAndProofFollowEachOther(depth: Int) throws {
    let satellite = Executor()
    let draft = Draft(depth: depth)
    var commander = try commander(draft)
    let key = draft.commander
    #expect(commander.deadlineNanoseconds == 0)
    let asked = commander.advance(nowNanoseconds: 0)
    #expect(asked.words == ["request 1"])
    #expect(asked.datagrams == [draft.message])
    #expect(commander.state == .requesting)
    let accept = satellite.hear(draft.message, at: 0)
    let bound = try commander.hear(accept[0], at: 1, key: key)
    #expect(bound.words == ["accept", "binding 1"])
    #expect(commander.state == .binding)
    #expect(commander.accept?.amountSats == 700)
    let proof = satellite.hear(bound.datagrams[0], at: 1)
    let proved = try commander.hear(proof[0], at: 2, key: key)
    #expect(proved.datagrams == [])
    let token = Draft.tokenID(1, depth)
    let facts = ProofFacts(
      outputHash: SHA256.hash(token.span).span.array,
      executionSeconds: UInt32(Satellite.now + 1))
    #expect(proved.events == [.proofVerified(facts)])
    #expect(commander.state == .proved)
    #expect(commander.deadlineNanoseconds == nil)
    #expect(
      commander.receipt
        == Receipt(
          request: draft.message, accept: accept[0],
          binding: bound.datagrams[0], proof: proof[0]))
    #expect(commander.ignoredCount == 0)
  }

  @Test func aRejectEndsItWithTheRefusalsName() throws {
    let satellite = Executor()
    _ = satellite.hear(Draft().message, at: 0)
    var other = Draft()
    other.set(0, Array("TASK-X".utf8))
    var commander = try commander(other)
    _ = commander.advance(nowNanoseconds: 0)
    let reject = satellite.hear(other.message, at: 1)
    let step = try commander.hear(reject[0], at: 1)
    #expect(step.words == ["replayed"])
    #expect(step.datagrams == [])
    #expect(commander.state == .refused)
    #expect(commander.deadlineNanoseconds == nil)
    #expect(
      commander.receipt == Receipt(request: other.message, reject: reject[0]))
  }

  // An answer of a later version's.
  @Test(arguments: [
    ("new_reason", "new_reason"), ("", "unknown"),
    ("\u{1b}[2J", "unknown"), ("New", "unknown"),
  ])
  func aRefusalOfAnUnknownNumberIsNamedByTheTarget(
    details: String, name: String
  ) throws {
    var commander = try commander()
    _ = commander.advance(nowNanoseconds: 0)
    let reject = signed(
      3,
      [
        Record(0, text: "TASK-1"), Record(2, integer: 999, 2),
        Record(4, text: details), Record(6, integer: Satellite.now, 4),
        Record(8, commander.request.digest),
      ], 10, .taskReject)
    let step = try commander.hear(reject, at: 1)
    #expect(step.words == [name])
  }

  // E-67: the very same bytes, at the same times each run.
  @Test func unansweredRequestsAreRepeatedEverMoreRarely() throws {
    let policy = CommanderPolicy(
      firstIntervalNanoseconds: second,
      longestIntervalNanoseconds: 3 * second,
      acceptWithinNanoseconds: 10 * second)
    let draft = Draft()
    var commander = try commander(draft, policy: policy)
    var times: [UInt64] = []
    var words: [String] = []
    while let deadline = commander.deadlineNanoseconds {
      if deadline > 0 {
        let early = commander.advance(nowNanoseconds: deadline - 1)
        #expect(early == CommanderStep())
      }
      let step = commander.advance(nowNanoseconds: deadline)
      times.append(deadline / second)
      words += step.words
      #expect(step.datagrams.allSatisfy { $0 == draft.message })
    }
    #expect(times == [0, 1, 3, 6, 9, 10])
    #expect(
      words == [
        "request 1", "request 2", "request 3", "request 4", "request 5",
        "gave up",
      ])
    #expect(commander.state == .unanswered)
    let late = commander.advance(nowNanoseconds: 100 * second)
    #expect(late == CommanderStep())
  }

  // The target may have been switched off in between: then only the request
  // brings the task back.
  @Test func anUnansweredBindingIsRepeatedBehindItsRequest() throws {
    let satellite = Executor()
    let draft = Draft()
    var commander = try commander(draft)
    _ = commander.advance(nowNanoseconds: 0)
    let bound = try commander.hear(
      satellite.hear(draft.message, at: 0)[0], at: 1)
    satellite.restart()
    #expect(satellite.hear(bound.datagrams[0], at: 2) == [])
    let deadline = try #require(commander.deadlineNanoseconds)
    let again = commander.advance(nowNanoseconds: deadline)
    #expect(again.words == ["request 2", "binding 2"])
    try #require(again.datagrams == [draft.message, bound.datagrams[0]])
    let accept = satellite.hear(again.datagrams[0], at: deadline)[0]
    let repeated = try commander.hear(accept, at: deadline)
    #expect(repeated.words == ["repeated_accept"])
    #expect(repeated.datagrams == [])
    let proof = satellite.hear(again.datagrams[1], at: deadline)[0]
    let proved = try commander.hear(proof, at: deadline)
    #expect(proved.words == ["proof"])
    #expect(satellite.executions == [Draft.tokenID(1, 0)])
  }

  @Test func aTaskThatIsNeverProvedEndsAsUnproved() throws {
    let satellite = Executor()
    let draft = Draft()
    let policy = CommanderPolicy(proofWithinNanoseconds: 4 * second)
    var commander = try commander(draft, policy: policy)
    _ = commander.advance(nowNanoseconds: 0)
    _ = try commander.hear(
      satellite.hear(draft.message, at: 0)[0], at: second)
    var words: [String] = []
    while let deadline = commander.deadlineNanoseconds {
      words += commander.advance(nowNanoseconds: deadline).words
    }
    #expect(
      words == [
        "request 2", "binding 2", "request 3", "binding 3", "request 4",
        "binding 4", "gave up",
      ])
    #expect(commander.state == .unproved)
    #expect(commander.receipt.accept != nil)
  }

  // A first copy met a full store, a second one did not: the task is taken,
  // whichever answer comes first.
  @Test func anAcceptOutweighsAReject() throws {
    let satellite = Executor()
    let draft = Draft()
    let accept = satellite.hear(draft.message, at: 0)[0]
    var first = try commander(draft)
    let reject = signed(
      3,
      [
        Record(0, text: "TASK-1"), Record(2, integer: 103, 2),
        Record(4, text: "cache_full"), Record(6, integer: Satellite.now, 4),
        Record(8, first.request.digest),
      ], 10, .taskReject)
    var other = first
    _ = first.advance(nowNanoseconds: 0)
    let refused = try first.hear(reject, at: 1)
    #expect(refused.words == ["cache_full"])
    let reopened = try first.hear(accept, at: 2)
    #expect(reopened.words == ["accept", "binding 1"])
    #expect(first.receipt.reject == nil)
    _ = other.advance(nowNanoseconds: 0)
    _ = try other.hear(accept, at: 1)
    let stale = try other.hear(reject, at: 2)
    #expect(stale.words == ["reject_after_accept"])
    #expect(other.state == .binding)
  }

  @Test func timeNeverFallsAndNeverOverflows() throws {
    var commander = try commander()
    _ = commander.advance(nowNanoseconds: 100 * second)
    let deadline = commander.deadlineNanoseconds
    let fallen = commander.advance(nowNanoseconds: 0)
    #expect(fallen == CommanderStep())
    #expect(commander.deadlineNanoseconds == deadline)
    var late = try self.commanderAtTheEnd()
    let last = late.advance(nowNanoseconds: .max)
    #expect(last.words == ["gave up"])
  }

  private func commanderAtTheEnd() throws -> Commander {
    var commander = try commander(
      policy: CommanderPolicy(
        firstIntervalNanoseconds: .max - 1,
        longestIntervalNanoseconds: .max, acceptWithinNanoseconds: .max))
    _ = commander.advance(nowNanoseconds: .max - 1)
    return commander
  }

  @Test func whatCannotBeAskedIsRefusedBefore() throws {
    let request = try SignedRequest(parsing: Draft().message, place: "r")
    let offCurve = [2] + [UInt8](repeating: 0xff, count: 32)
    for (key, policy) in [
      (offCurve, CommanderPolicy()), ([], CommanderPolicy()),
      (
        TestKey.executor.publicKey,
        CommanderPolicy(firstIntervalNanoseconds: 0)
      ),
    ] {
      #expect(throws: GroundError.self) {
        try Commander(request: request, executorKey: key, policy: policy)
      }
    }
    for bytes in [[], [1, 0, 0], Array(Draft().message.dropLast())] {
      #expect(throws: GroundError.self) {
        try SignedRequest(parsing: bytes, place: "request")
      }
    }
  }
}
