// SPDX-License-Identifier: Apache-2.0

import ScrapClock
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
}
