// SPDX-License-Identifier: Apache-2.0

import ScrapTorture
import TestSupport
import Testing

private func campaigns(_ names: [String]) -> [Campaign] {
  Campaign.all.filter { names.contains($0.name) }
}

@Test func theCanaryIsSeenAndItsLineRepeatsIt() async {
  let seed = TestSeed.seed()
  let run = TortureRun(
    seed: seed, campaigns: [.canary], end: .rounds(9), threadCount: 2)
  let summary = await run.run()
  #expect(summary.total.violationCount == 9)
  // The first three are told.
  #expect(summary.failures.map(\.number) == [0, 1, 2])
  for failure in summary.failures {
    #expect(failure.violation?.rule == .replay)
    #expect(
      failure.repeatLine(seed: seed)
        == "Scripts/torture --seed 0x\(String(seed, radix: 16)) "
        + "--campaign canary --trial \(failure.number)")
    #expect(Campaign.canary.run(seed: seed, number: failure.number) == failure)
  }
}

@Test func manyThreadsCountWhatOneCounts() async {
  let seed = TestSeed.seed()
  let campaigns = campaigns(["old-copy", "blank-medium"])
  var totals: [Tally] = []
  for threadCount in [1, 3] {
    let run = TortureRun(
      seed: seed, campaigns: campaigns, end: .rounds(1),
      threadCount: threadCount)
    totals.append(await run.run().total)
  }
  #expect(totals[0] == totals[1])
  #expect(
    totals[0].trialCount
      == campaigns.reduce(0) { $0 + $1.trialsPerRound })
}

@Test func oneTrialIsThatOfItsNumber() async {
  let campaigns = campaigns(["misdirected-writes"])
  let run = TortureRun(
    seed: 9, campaigns: campaigns, end: .trial(7), threadCount: 2)
  let total = await run.run().total
  #expect(total == campaigns[0].run(seed: 9, number: 7).tally)
}

@Test func aRunEndsInTime() async {
  let run = TortureRun(
    seed: 1, campaigns: campaigns(["full"]), end: .time(.milliseconds(200)),
    threadCount: 1)
  let summary = await run.run()
  #expect(summary.total.trialCount > 0)
  #expect(summary.elapsedSeconds >= 0.2)
}
