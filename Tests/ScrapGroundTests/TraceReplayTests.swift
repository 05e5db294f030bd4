// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapGround
import ScrapVerifier
import Testing

@Suite struct TraceReplayTests {
  private static let start: Int64 = 1_800_000_000

  private func step(
    _ counter: UInt64, truth: Int64? = nil, mark: UInt64? = nil
  ) -> TraceStep {
    let reading = ClockReading(
      unixSeconds: Self.start + Int64(counter),
      errorNanoseconds: 1_000_000_000,
      takenAtNanoseconds: counter * 1_000_000_000)
    var step = TraceStep(counterNanoseconds: counter * 1_000_000_000)
    step.readings = ClockReadings(gps: reading, rtc: reading)
    step.truthNanoseconds = truth.map { $0 * 1_000_000_000 }
    step.timeMarkSeconds = mark
    return step
  }

  private func withReplay(_ body: (inout TraceReplay) throws -> Void) rethrows {
    guard
      var replay = TraceReplay(
        policy: ClockPolicy(earliestSeconds: 1_790_000_000))
    else { preconditionFailure("the policy's figures are in range") }
    try body(&replay)
  }

  @Test func theTimeMarkNeverFallsNotEvenInARestart() throws {
    withReplay { replay in
      let high = UInt64(Self.start) + 1
      _ = replay.replay(step(1, mark: high))
      var next = step(2, mark: 5)
      next.isRestart = true
      let found = replay.replay(next)
      #expect(replay.timeMarkSeconds == high)
      #expect(
        found.decision.interval?.loNanoseconds == Int64(high) * 1_000_000_000)
    }
  }

  @Test func aRestartForgetsWhatWasHeldOver() {
    withReplay { replay in
      #expect(replay.replay(step(1)).decision.reason == .twoAgree)
      var silent = TraceStep(counterNanoseconds: 2_000_000_000)
      #expect(replay.replay(silent).decision.reason == .heldOver)
      silent.isRestart = true
      #expect(replay.replay(silent).decision.reason == .noWitness)
    }
  }

  @Test func aMissIsCountedAndMeasured() {
    withReplay { replay in
      let held = replay.replay(step(1, truth: Self.start + 2))
      #expect(held.holdsTruth == true)
      let missed = replay.replay(step(2, truth: Self.start + 7))
      #expect(missed.holdsTruth == false)
      #expect(missed.missNanoseconds == 3_000_000_000)
      #expect(replay.replay(step(3)).holdsTruth == nil)
      #expect(replay.summary.judgedCount == 2)
      #expect(replay.summary.heldCount == 1)
      #expect(replay.summary.worstMissStep == 2)
      #expect(replay.summary.worstMissNanoseconds == 3_000_000_000)
    }
  }

  @Test func offsetsAreToldFromTruthElseFromTheMiddleElseFromASource() {
    withReplay { replay in
      var alone = step(1)
      alone.readings.rtc = .absent
      #expect(replay.replay(alone).offset(.gps)?.center == 0)
      #expect(
        replay.replay(step(2, truth: Self.start)).offset(.gps)?.center
          == 2_000_000_000)
      #expect(replay.replay(step(3)).offset(.gps)?.center == 0)
      var late = step(4)
      late.readings.gps.unixSeconds += 86_400
      late.readings.rtc = .absent
      #expect(
        replay.replay(late).offset(.gps)?.center == 86_400_000_000_000)
    }
  }
}
