// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ScrapBench

/// Rounds of so many nanoseconds, some of them without the processor.
private func record(
  _ nanoseconds: [Double], disturbed: Set<Int> = [], samples: [UInt64] = []
) -> BenchRecord {
  var record = BenchRecord()
  for (round, time) in nanoseconds.enumerated() {
    record.add(
      BenchRound(
        nanoseconds: time, preemptionCount: disturbed.contains(round) ? 1 : 0,
        allocationCount: 0),
      samples: samples, operationsPerSample: 2)
  }
  return record
}

private func benchCase(goal: Double? = nil) -> BenchCase {
  BenchCase(
    name: "case", summary: "", unit: [("unit", 1)], goal: goal,
    operationCount: 2
  ) { _ in }
}

@Test
func aRatioIsTakenWithinEachRound() {
  // The machine becomes ten times slower, then only for the unit.
  let own = (0..<40).map { [18.0, 180, 6][$0 / 14] }
  let unit = (0..<40).map { [3.0, 30, 30][$0 / 14] }
  let result = BenchResult(
    of: benchCase(goal: 3), own: record(own),
    units: [(record(unit), 1), (record(unit.map { $0 / 2 }), 2)])
  #expect(result.ratio == 3)
  #expect(result.isMet == true)
}

@Test
func roundsWithoutTheProcessorDoNotCount() {
  let unit = [Double](repeating: 1, count: 40)
  let own = (0..<40).map { $0 < 25 ? 9.0 : 2.0 }
  let result = BenchResult(
    of: benchCase(), own: record(own, disturbed: Set(0..<10)),
    units: [(record(unit, disturbed: Set(10..<25)), 1)])
  #expect(result.undisturbedCount == 15)
  #expect(result.ratio == 2)
  #expect(result.medianNanoseconds == 2)
}

@Test
func tooFewRoundsWithTheProcessorAreNotJudgedAlone() {
  let unit = [Double](repeating: 1, count: 40)
  let own = (0..<40).map { $0 < 26 ? 9.0 : 2.0 }
  let result = BenchResult(
    of: benchCase(), own: record(own, disturbed: Set(0..<26)),
    units: [(record(unit), 1)])
  #expect(result.undisturbedCount == 14)
  #expect(result.ratio == 9)
}

@Test
func percentilesAreOfEveryOperationOfEveryRound() {
  // Two operations a sample: 1 to 1000 nanoseconds each.
  let samples = (1...1_000).map { UInt64(2 * $0) }
  let result = BenchResult(
    of: benchCase(), own: record([1, 1], disturbed: [1], samples: samples),
    units: [(record([1, 1]), 1)])
  let percentiles = result.percentiles
  #expect(percentiles.sampleCount == 2_000)
  #expect(percentiles.half == 500)
  #expect(percentiles.ninety == 900)
  #expect(percentiles.ninetyNine == 990)
  #expect(percentiles.ninetyNinePointNine == 999)
  #expect(percentiles.longest == 1_000)
}

@Test
func aSpreadIsHowFarTheFastestQuarterLiesBelowTheMedian() {
  let times = (0..<40).map { $0 < 20 ? 80.0 : 100.0 }
  let result = BenchResult(
    of: benchCase(), own: record(times),
    units: [(record(times), 1)])
  #expect(abs(result.spread - 0.2) < 0.001)
}
