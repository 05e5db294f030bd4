// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import Testing

@testable import ScrapBench

/// Everything but files and large stores.
private let plan = BenchSuite.Plan(
  roundCount: 2, entryCounts: [100, 200], recoveryCounts: [100],
  directory: nil)

@Test
func everyRefusalThatInputCanBringAboutIsMeasured() throws {
  let summaries = try BenchSuite(plan: plan).cases().map(\.summary)
  for number in UInt16.min...UInt16.max {
    // The evidence contradicts itself only where a fault flips a bit.
    guard let reason = Reason(rawValue: number), reason != .integrityFault
    else { continue }
    #expect(
      summaries.contains { $0.hasSuffix("refused: \(reason.name)") },
      "\(reason.name)")
  }
}

@Test
func everyCaseHasItsKnownOutcomeAndItsUnitBesideIt() throws {
  let cases = try BenchSuite(plan: plan).cases()
  let names = Set(cases.map(\.name))
  #expect(names.count == cases.count)
  for benchCase in cases {
    #expect(benchCase.unit.allSatisfy { names.contains($0.name) })
  }
  // Each operation traps unless its outcome is the expected one.
  let results = Bench(cases: cases, roundCount: 1).run { _ in }
  #expect(results.count == cases.count)
  for result in results {
    #expect(result.medianNanoseconds > 0, "\(result.benchCase.name)")
    #expect(
      (result.ratio == nil) == result.benchCase.unit.isEmpty,
      "\(result.benchCase.name)")
  }
}

@Test
func casesForInstructionCountsHaveTokensEnough() throws {
  for benchCase in try BenchSuite(plan: InstructionCount.plan).cases()
  where benchCase.name.hasPrefix("chain_") || benchCase.name == "request" {
    InstructionCount.run(benchCase)
  }
}
