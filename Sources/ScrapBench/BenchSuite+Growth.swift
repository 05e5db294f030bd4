// SPDX-License-Identifier: Apache-2.0

/// The same decision over stores of several sizes: the cost must stay flat.
extension BenchSuite {
  func growthCases() throws -> [BenchCase] {
    guard let smallest = plan.entryCounts.min() else { return [] }
    return try plan.entryCounts.map { entryCount in
      let satellite = try satellite(
        entryCount: entryCount, spare: 10 * plan.roundCount)
      let operationCount = 10
      let chains = rootTokens.prefix(plan.roundCount * operationCount).map {
        presentation(of: [$0])
      }
      let isUnit = entryCount == smallest
      return BenchCase(
        name: "entries_\(entryCount)",
        summary: "chain of 1 with \(entryCount) live entries in the store",
        unit: isUnit ? [] : [("entries_\(smallest)", 1)],
        goal: isUnit ? nil : 1.02, operationCount: operationCount
      ) { operation in
        chains[operation].verify(by: satellite)
      }
    }
  }
}
