// SPDX-License-Identifier: Apache-2.0

import ScrapBench
import ScrapGround

/// The results of a run, for people or as one object a line.
struct BenchTable {
  let results: [BenchResult]
  let roundCount: Int

  /// The share of the median by which the bare signature's fastest quarter may
  /// lie below it.
  private static let spreadMax = 0.10

  /// Whether the ratios of this run say something.
  private var isSteady: Bool {
    results.first { $0.benchCase.name == "signature" }
      .map { $0.spread <= Self.spreadMax } ?? false
  }

  func print(_ format: OutputFormat) throws {
    if format == .text {
      try Console.print(
        Self.row(
          "case", ["ns", "p50", "p99", "p99.9", "per second", "ratio"],
          "goal", "allocations", "unit"))
    }
    for result in results {
      try Console.print(format == .json ? json(result) : text(result))
    }
    if format == .text, !isSteady {
      try Console.print(
        "not steady: a quarter of the rounds of the bare signature was more "
          + "than 10 % faster than their median")
    }
  }

  private static func row(
    _ name: String, _ figures: [String], _ goal: String,
    _ allocations: String, _ unit: String
  ) -> String {
    Columns.left(name, 31)
      + figures.map { Columns.right($0, 11) }.joined()
      + Columns.right(goal, 14) + Columns.right(allocations, 13)
      + "  " + unit
  }

  private func text(_ result: BenchResult) -> String {
    var goal = ""
    if let limit = result.benchCase.goal, let isMet = result.isMet {
      goal = (isMet ? "met " : "missed ") + "\(limit)"
    }
    return Self.row(
      result.benchCase.name,
      [
        "\(Int(result.medianNanoseconds.rounded()))",
        "\(result.percentiles.half)",
        "\(result.percentiles.ninetyNine)",
        "\(result.percentiles.ninetyNinePointNine)",
        "\(Int(result.operationsPerSecond.rounded()))",
        result.ratio.map { "\(Self.rounded($0))" } ?? "",
      ],
      goal,
      result.allocationCount.map { "\(Self.rounded($0))" } ?? "not counted",
      result.benchCase.unitName)
  }

  private func json(_ result: BenchResult) -> String {
    JSONText.object([
      ("case", .string(result.benchCase.name)),
      ("summary", .string(result.benchCase.summary)),
      ("rounds", .integer(UInt64(roundCount))),
      ("undisturbed_rounds", .integer(UInt64(result.undisturbedCount))),
      ("steady", .bool(isSteady)),
      ("median_ns", .decimal(Self.rounded(result.medianNanoseconds))),
      ("min_ns", .decimal(Self.rounded(result.minNanoseconds))),
      ("spread", .decimal(Self.rounded(result.spread))),
      ("per_second", .decimal(Self.rounded(result.operationsPerSecond))),
      ("percentiles", Self.json(result.percentiles)),
      (
        "operations_per_sample",
        .integer(UInt64(result.benchCase.operationsPerSample))
      ),
      ("unit", .string(result.benchCase.unitName)),
      ("ratio", decimal(result.ratio)),
      ("goal", decimal(result.benchCase.goal)),
      ("is_met", result.isMet.map { .bool($0) } ?? .null),
      ("allocations", decimal(result.allocationCount)),
    ]).line
  }

  private static func json(_ percentiles: BenchPercentiles) -> JSONText {
    .object([
      ("samples", .integer(percentiles.sampleCount)),
      ("p50_ns", .integer(percentiles.half)),
      ("p90_ns", .integer(percentiles.ninety)),
      ("p99_ns", .integer(percentiles.ninetyNine)),
      ("p99_9_ns", .integer(percentiles.ninetyNinePointNine)),
      ("max_ns", .integer(percentiles.longest)),
    ])
  }

  private func decimal(_ value: Double?) -> JSONText {
    value.map { .decimal(Self.rounded($0)) } ?? .null
  }

  private static func rounded(_ value: Double) -> Double {
    (value * 10_000).rounded() / 10_000
  }
}
