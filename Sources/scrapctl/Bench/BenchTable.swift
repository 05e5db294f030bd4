// SPDX-License-Identifier: Apache-2.0

import ScrapBench
import ScrapGround

/// The results of a run, for people or as one object a line.
struct BenchTable {
  let results: [BenchResult]
  let roundCount: Int

  func print(_ format: OutputFormat) throws {
    if format == .text {
      try Console.print(
        Self.row(
          "case", "ns", "ratio", "goal", "allocations", "unit"))
    }
    for result in results {
      try Console.print(format == .json ? json(result) : text(result))
    }
  }

  private static func row(
    _ name: String, _ time: String, _ ratio: String, _ goal: String,
    _ allocations: String, _ unit: String
  ) -> String {
    Columns.left(name, 24) + Columns.right(time, 10)
      + Columns.right(ratio, 9) + Columns.right(goal, 14)
      + Columns.right(allocations, 13) + "  " + unit
  }

  private func text(_ result: BenchResult) -> String {
    var goal = ""
    if let limit = result.benchCase.goal, let isMet = result.isMet {
      goal = (isMet ? "met " : "missed ") + "\(limit)"
    }
    return Self.row(
      result.benchCase.name,
      "\(Int(result.medianNanoseconds.rounded()))",
      result.ratio.map { "\(Self.rounded($0))" } ?? "",
      goal,
      result.allocationCount.map { "\(Self.rounded($0))" } ?? "not counted",
      result.benchCase.unitName)
  }

  private func json(_ result: BenchResult) -> String {
    JSONText.object([
      ("case", .string(result.benchCase.name)),
      ("summary", .string(result.benchCase.summary)),
      ("rounds", .integer(UInt64(roundCount))),
      ("median_ns", .decimal(Self.rounded(result.medianNanoseconds))),
      ("min_ns", .decimal(Self.rounded(result.minNanoseconds))),
      ("unit", .string(result.benchCase.unitName)),
      ("ratio", decimal(result.ratio)),
      ("goal", decimal(result.benchCase.goal)),
      ("is_met", result.isMet.map { .bool($0) } ?? .null),
      ("allocations", decimal(result.allocationCount)),
    ]).line
  }

  private func decimal(_ value: Double?) -> JSONText {
    value.map { .decimal(Self.rounded($0)) } ?? .null
  }

  private static func rounded(_ value: Double) -> Double {
    (value * 10_000).rounded() / 10_000
  }
}
