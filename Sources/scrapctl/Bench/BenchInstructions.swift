// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapBench
import ScrapGround

/// `scrapctl bench instructions`.
struct BenchInstructions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instructions",
    abstract: "Run each case some times for Scripts/bench-instructions.",
    discussion: """
      One object a line: the case, how many operations are counted, and what \
      it is measured in. The counting is callgrind's.
      """)

  @Option(
    name: .customLong("case"),
    help: "Only this case, and what it is measured in; may be repeated.")
  var names: [String] = []

  func run() throws {
    let cases = try BenchSuite(plan: InstructionCount.plan).cases()
      .filter { $0.source == nil }
    for name in names where !cases.contains(where: { $0.name == name }) {
      throw ValidationError("No case is named \(name).")
    }
    let units = cases.filter { names.contains($0.name) }.flatMap(\.unit)
    let wanted = Set(names + units.map(\.name))
    for benchCase in cases
    where names.isEmpty || wanted.contains(benchCase.name) {
      InstructionCount.run(benchCase)
      try Console.print(Self.line(benchCase))
    }
  }

  private static func line(_ benchCase: BenchCase) -> String {
    JSONText.object([
      ("case", .string(benchCase.name)),
      ("operations", .integer(UInt64(InstructionCount.operationCount))),
      (
        "unit",
        .array(
          benchCase.unit.map {
            .array([.string($0.name), .decimal($0.count)])
          })
      ),
    ]).line
  }
}
