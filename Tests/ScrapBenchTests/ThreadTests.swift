// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import ScrapBench

@Test
func everyThreadWorksOnceAndAllHaveEndedAfterwards() {
  let counts = Mutex([0, 0])
  let run = ParallelRun(threadCount: 2, prepare: {}) { thread in
    for _ in 0..<1_000 { counts.withLock { $0[thread] += 1 } }
  }
  let outcome = run.run()
  #expect(counts.withLock { $0 } == [1_000, 1_000])
  #expect(outcome.nanoseconds > 0)
}

@Test
func twoThreadsMarkInOneStoreWithoutLosingOne() throws {
  // Each decision traps unless it is a grant.
  let suite = try BenchSuite(
    plan: BenchSuite.Plan(roundCount: 1, directory: nil))
  let result = try ThreadTrial(suite: suite, roundCount: 2, tokenCount: 50)
    .run { _ in }
  #expect(result.roundCount == 2)
  #expect(result.decisionsPerSecondOfTwo > 0)
}

@Test
func scalingIsComparedWithinEachRound() {
  var result = ThreadResult()
  for slowness in [1.0, 3.0, 10.0] {
    result.add(
      ThreadResult.Round(
        nanoseconds: [
          4 * slowness, 2 * slowness, 5 * slowness, 4 * slowness,
        ]))
  }
  #expect(result.bareScaling == 2)
  #expect(result.decisionScaling == 1.25)
  #expect(result.scalingRatio == 0.625)
  #expect(result.oneThreadRatio == 0.8)
  #expect(result.twoThreadRatio == 0.5)
}
