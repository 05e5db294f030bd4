// SPDX-License-Identifier: Apache-2.0

import ScrapClockTrial
import TestSupport
import Testing

@Suite struct TrialTests {
  private static let seed = TestSeed.seed(for: "clock trials")

  @Test func noMissionBreaksARule() async {
    let run = DaysRun(seed: Self.seed, numbers: 0..<40, threadCount: 2)
    let summary = await run.run()
    #expect(summary.failures == [])
    for kind in TrialKind.allCases {
      let tally = summary.tallies[kind]
      #expect((tally?.judgedCount ?? 0) > 1_000, "\(kind)")
    }
  }

  @Test func aMissionRepeatsItself() {
    for number in 0..<4 {
      #expect(
        TrialReport(seed: Self.seed, number: number)
          == TrialReport(seed: Self.seed, number: number))
    }
    #expect(
      TrialReport(seed: Self.seed, number: 1).tally
        != TrialReport(seed: Self.seed ^ 1, number: 1).tally)
  }

  @Test func theRuleOfTheSpecificationIsSeenToBeLed() async {
    let run = DaysRun(
      seed: Self.seed, numbers: 0..<8, threadCount: 2, isCanary: true)
    let failures = await run.run().failures
    #expect(failures.contains { $0.kind == .minority })
    #expect(failures.contains { $0.violation?.rule == .truth })
  }

  @Test func whereNobodyLiesThereIsAlwaysTime() async {
    let run = DaysRun(seed: Self.seed, numbers: 0..<8, threadCount: 2)
    let summary = await run.run()
    let maybe = summary.tallies[.honest]
    let tally = maybe ?? TrialTally()
    #expect(tally.lieCount == 0)
    #expect(tally.dueCount > tally.stepCount / 2)
  }
}
