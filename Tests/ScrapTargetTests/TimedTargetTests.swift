// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import ScrapWire
import TestSupport
import Testing

@testable import ScrapTarget

/// A target that keeps its own time.
final class TimedCraft {
  typealias Speaker = TimedTarget<
    Board.BoardJournal, SingleTask, StubEntropy, FixedPlan
  >

  let board: Board
  let entropy = StubEntropy.State()
  var speaker: Speaker

  init(recovers: Bool = true) {
    var profile = ProfileRecord()
    profile.operationsKeys = [TestKey.operations.publicKey]
    board = Board(profile: profile.bytes, recovers: recovers)
    var policy = ClockPolicy(earliestSeconds: 1_700_000_000)
    policy.leapSecondsMax = 0
    policy.firstFixJumpSecondsMax = 0xffff_ffff
    guard let clock = ClockArbiter(policy: policy) else {
      preconditionFailure("the policy is possible")
    }
    speaker = Speaker(
      target: Craft.makeTarget(board, ExecutionPlan(), entropy), clock: clock)
  }

  /// Two clocks that agree on the usual time.
  func feed(at counter: UInt64, seconds: UInt64 = now) {
    for name in [ClockSourceName.gps, .rtc] {
      speaker.feed(
        ClockReading(
          unixSeconds: Int64(seconds), errorNanoseconds: 1_000_000,
          takenAtNanoseconds: counter),
        of: name)
    }
  }

  /// Hands over a message: what became of it, and the reply.
  func hear(
    _ message: [UInt8], at counter: UInt64
  ) -> (heard: String, reply: [UInt8]) {
    var buffer = [UInt8](repeating: 0xee, count: 512)
    var writer = ByteWriter(buffer.mutableSpan)
    let event = speaker.receive(
      message.span, counterNanoseconds: counter, reply: &writer)
    let count = writer.count
    return (Self.word(event), Array(buffer[..<count]))
  }

  static func word(_ event: consuming TargetEvent) -> String {
    switch consume event {
    case .granted: "granted"
    case .refused(let refusal): "\(refusal.reason.name)"
    case .bound: "bound"
    case .bindingRefused: "binding refused"
    case .clockSet: "clock set"
    case .clockRefused(let error): "\(error.name)"
    case .operatorTaken: "operator taken"
    case .statusTold: "status told"
    case .operatorRefused(let refusal): "\(refusal.reason.name)"
    case .ignored: "ignored"
    }
  }
}

@Suite struct TimedTargetTests {
  private static let second: UInt64 = 1_000_000_000

  @Test func withoutClocksNothingIsGrantedNorAnswered() {
    let craft = TimedCraft()
    let image = craft.board.image
    let (heard, reply) = craft.hear(Draft().message, at: 5)
    #expect(heard == "no_secure_time")
    #expect(reply == [])
    #expect(craft.speaker.counters.untimedCount == 1)
    let isUnchanged = craft.board.image == image
    #expect(isUnchanged)
  }

  @Test func clocksThatAgreeGrantATaskOnceAndAnswerTwice() {
    let craft = TimedCraft()
    craft.feed(at: Self.second)
    let first = craft.hear(Draft().message, at: Self.second)
    #expect(first.heard == "granted")
    #expect(first.reply.first == 0x02)
    let second = craft.hear(Draft().message, at: 2 * Self.second)
    #expect(second.heard == "already_accepted")
    #expect(second.reply.first == 0x02)
    let counters = craft.speaker.counters
    #expect(counters.grantedCount == 1)
    #expect(counters.refusedCount == 1)
    #expect(counters.replayedCount == 1)
    #expect(counters.replyCount == 2)
  }

  @Test func nothingIsGrantedBeforeRecovery() {
    let craft = TimedCraft(recovers: false)
    craft.feed(at: 1)
    #expect(craft.hear(Draft().message, at: 2).heard == "store_unavailable")
    #expect(craft.speaker.counters.storeRefusedCount == 1)
  }

  @Test func aReadingThatIsNotFedAgainGrowsStale() {
    let craft = TimedCraft()
    craft.feed(at: 1)
    let late = 31 * Self.second
    let fresh = craft.speaker.arbitrate(counterNanoseconds: 2)
    #expect(fresh.reason == .twoAgree)
    let stale = craft.speaker.arbitrate(counterNanoseconds: late)
    #expect(stale.reason == .heldOver)
    #expect(stale.state(.gps) == .stale)
  }

  @Test func anOperatorsReadingIsTimeAndIsKept() throws {
    let craft = TimedCraft()
    let vector = ClockReadingVector.shared
    craft.entropy.draws =
      [vector.nonceHex.bytes + [UInt8](repeating: 1, count: 16)]
    var buffer = [UInt8](repeating: 0, count: 87)
    var writer = ByteWriter(buffer.mutableSpan)
    try craft.speaker.target.clockChallenge(
      counterNanoseconds: Self.second, into: &writer)
    let message = vector.messageHex.bytes
    #expect(craft.hear(message, at: 2 * Self.second).heard == "clock set")
    let decision = craft.speaker.arbitrate(
      counterNanoseconds: 2 * Self.second)
    #expect(decision.reason == .groundConfirmed)
    let lo = try #require(decision.trustedTime).loSeconds
    let mark = craft.board.store.pointee.floors.timeMarkSeconds
    #expect(mark == lo)
    #expect(
      craft.hear(message, at: 3 * Self.second).heard == "no_open_challenge")
    let counters = craft.speaker.counters
    #expect(counters.clockSetCount == 1)
    #expect(counters.operatorRefusedCount == 1)
    #expect(counters.timeMarkCount == 1)
  }

  /// Here the challenge, before that the arbiter's width.
  @Test func anAnswerAfterTwoMinutesFindsItsChallengeClosed() throws {
    let vector = ClockReadingVector.shared
    for (seconds, word) in [(120, "no_open_challenge"), (119, "too_wide")]
      as [(UInt64, String)]
    {
      let craft = TimedCraft()
      craft.entropy.draws =
        [vector.nonceHex.bytes + [UInt8](repeating: 1, count: 16)]
      var buffer = [UInt8](repeating: 0, count: 87)
      var writer = ByteWriter(buffer.mutableSpan)
      try craft.speaker.target.clockChallenge(
        counterNanoseconds: Self.second, into: &writer)
      let heard = craft.hear(
        vector.messageHex.bytes, at: (1 + seconds) * Self.second
      ).heard
      #expect(heard == word)
    }
  }

  @Test func aTickKeepsTimeOnceInTenMinutesAndScrubsIfAsked() {
    let craft = TimedCraft()
    craft.feed(at: 1)
    let first = craft.speaker.tick(counterNanoseconds: 2, bucketCount: 0)
    #expect(first.timeKeeping == .written)
    #expect(first.scrub == nil)
    let second = craft.speaker.tick(counterNanoseconds: 3, bucketCount: 4)
    #expect(second.timeKeeping == .current)
    #expect(second.scrub?.memory.bucketCount ?? 0 > 0)
    let untimed = TimedCraft().speaker.tick(
      counterNanoseconds: 2, bucketCount: 0)
    #expect(untimed.timeKeeping == nil)
    #expect(craft.speaker.counters.timeMarkCount == 1)
  }

  @Test func countersStayAtTheirGreatestAndCanBeReset() {
    var counter: UInt32 = .max - 1
    counter.count()
    counter.count()
    #expect(counter == .max)
    let craft = TimedCraft()
    _ = craft.hear([0x10, 0, 0], at: 1)
    #expect(craft.speaker.counters.ignoredCount == 1)
    craft.speaker.resetCounters()
    #expect(craft.speaker.counters == TargetCounters())
  }

  // MARK: Operator

  @Test func theOperatorGetsASignedStatusEvenWithoutTime() {
    let craft = TimedCraft()
    let request = Command.statusRequest(nonce: 0x77)
    let first = craft.hear(request.message, at: 5)
    #expect(first.heard == "status told")
    let dark = Reply(first.reply)
    #expect(dark.type == 0x28)
    #expect(dark.isSigned(.operatorStatus))
    #expect(dark.text(0) == "SENTINEL-2C-62261")
    #expect(dark[2] == [UInt8](repeating: 0x77, count: 16))
    #expect(dark[6] == [0, 16] + [UInt8](repeating: 0, count: 16))

    craft.feed(at: Self.second)
    _ = craft.hear(Draft().message, at: Self.second)
    let revocation = Command.revocation(of: draft(id: 9), at: 0, id: 9)
    _ = craft.hear(revocation.message, at: Self.second)
    let second = Reply(craft.hear(request.message, at: Self.second).reply)
    #expect(second.isSigned(.operatorStatus))
    // Ready, two of 64 entries, one of them revoked.
    let expiry = NaiveInteger.bigEndian(now + 3_600, 4)
    #expect(second[4] == [1, 0, 0, 0, 2, 0, 0, 0, 64, 0, 0, 0, 1] + expiry)
    #expect(second[6].prefix(2) == [1, 1])
    #expect(
      second[10]
        == (0..<5).flatMap {
          NaiveInteger.bigEndian($0 == 1 ? 1 : 0, 8)
        })
    #expect(second[12] == [1, 1])
    let counters = second[14]
    #expect(counters.count == 76)
    // One granted, three operator's messages taken.
    #expect(Array(counters[0..<4]) == [0, 0, 0, 1])
    #expect(Array(counters[68..<72]) == [0, 0, 0, 3])
  }

  @Test func aStatusGoesToNobodyElse() {
    let craft = TimedCraft()
    let request = Command.statusRequest(nonce: 1)
    for other in [
      request.with { $0.key = .groundOperator },
      request.with { $0.tag = .operatorCounterReset },
      request.with { $0.satelliteID = "OTHER" },
    ] {
      let answer = craft.hear(other.message, at: 5)
      #expect(answer.reply == [])
      #expect(answer.heard != "status told")
    }
    #expect(craft.speaker.counters.operatorRefusedCount == 3)
  }

  @Test func theOperatorSetsTheCountersToZeroOnce() {
    let craft = TimedCraft()
    craft.feed(at: Self.second)
    _ = craft.hear([0x77], at: Self.second)
    #expect(craft.speaker.counters.ignoredCount == 1)
    let reset = Command.counterReset().message
    #expect(craft.hear(reset, at: Self.second).heard == "operator taken")
    #expect(craft.speaker.counters.ignoredCount == 0)
    #expect(craft.speaker.counters.operatorTakenCount == 1)
    _ = craft.hear([0x77], at: Self.second)
    #expect(craft.hear(reset, at: Self.second).heard == "old_version")
    #expect(craft.speaker.counters.ignoredCount == 1)
  }

  @Test func aRequestWithARevokedTokenIsCountedAsRevoked() {
    let craft = TimedCraft()
    craft.feed(at: Self.second)
    _ = craft.hear(
      Command.revocation(of: Draft(), at: 0).message, at: Self.second)
    #expect(craft.hear(Draft().message, at: Self.second).heard == "revoked")
    #expect(craft.speaker.counters.revokedCount == 1)
    #expect(craft.speaker.counters.refusedCount == 1)
  }

  /// Records 14 of a status, in the order of the counters.
  @Test func everyCounterHasAPlaceInTheStatus() {
    var counters = TargetCounters()
    counters.grantedCount = 1
    counters.scrubPassCount = 17
    counters.operatorTakenCount = 18
    counters.revokedCount = 19
    #expect(counters[0] == 1)
    #expect((16...18).map { counters[$0] } == [17, 18, 19])
    #expect(
      MemoryLayout<TargetCounters>.size
        == 4 * OperatorStatusSchema.counterCount)
  }
}
