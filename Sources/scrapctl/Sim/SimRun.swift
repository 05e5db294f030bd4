// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround
import ScrapReport
import ScrapSimulation

/// `scrapctl sim run`.
struct SimRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Play scenarios and hold them against what they expect.",
    discussion: """
      Everything follows from the scenario and its seed: two runs give the \
      same bytes. Exit status: 0 all as expected, 2 something was not, 64 \
      wrong usage, 65 unreadable scenario, 74 the output cannot be written.
      """)

  @Argument(
    help: "Names of built-in scenarios, files, or all for every built-in one.")
  var scenarios: [String]
  @Option(
    help: ArgumentHelp(
      "Where all chance comes from; else the scenario's own seed.",
      valueName: "number"))
  var seed: UInt64?
  @Option(
    help: ArgumentHelp(
      "Write a page, JSON and CSV: into a directory, or beside a .html file.",
      valueName: "place"))
  var report: String?
  @OptionGroup var output: FormatOptions

  func validate() throws {
    guard !scenarios.isEmpty else {
      throw ValidationError("Name a scenario, or all.")
    }
    let isSeveral = scenarios.count > 1 || scenarios == ["all"]
    if isSeveral, report?.hasSuffix(".html") == true {
      throw ValidationError("Expected a directory for several reports.")
    }
  }

  func run() throws {
    let names = scenarios.flatMap {
      $0 == "all" ? ShippedScenarios.names : [$0]
    }
    var hasDifference = false
    for name in names {
      let model = try play(name)
      if !model.differences.isEmpty { hasDifference = true }
    }
    if hasDifference { throw ExitCode(Failure.refused) }
  }

  private func play(_ argument: String) throws -> ReportModel {
    let scenario = try ScenarioSource(argument).scenario()
    Console.progress("\(scenario.name)…")
    let seed = seed ?? scenario.seed
    let model = try Simulation.run(
      scenario, seed: seed,
      command: "scrapctl sim run \(argument) --seed \(seed)")
    Console.progress("")
    switch output.format {
    case .text: try printText(model, scenario.name)
    case .json: try printJSON(model, scenario.name)
    }
    if let report {
      let files = ReportFiles(report, name: scenario.name)
      try files.write(model)
      if output.format == .text { try Console.print("  report: \(files.page)") }
    }
    return model
  }

  private func printText(_ model: ReportModel, _ name: String) throws {
    let failed = model.differences
    let word =
      failed.isEmpty
      ? Console.colour(32, "as expected")
      : Console.colour(31, "NOT as expected")
    let accepted = model.verdicts.count { $0.reason == nil }
    try Console.print(
      "\(Columns.left(name, 14))\(word): \(model.checks.count) checks, "
        + "\(accepted) accepted, \(model.verdicts.count - accepted) refused")
    for check in failed {
      try Console.print("  \(check.name)")
      try Console.print("    expected \(check.expected)")
      try Console.print("    found    \(check.found)")
    }
    if !failed.isEmpty { try Console.print("  again: \(model.command)") }
  }

  private func printJSON(_ model: ReportModel, _ name: String) throws {
    let accepted = model.verdicts.count { $0.reason == nil }
    let latency = model.decisionLatency
    try Console.print(
      JSONText.object([
        ("scenario", .string(name)),
        ("held", .bool(model.differences.isEmpty)),
        ("checks", .integer(UInt64(model.checks.count))),
        ("accepted", .integer(UInt64(accepted))),
        ("refused", .integer(UInt64(model.verdicts.count - accepted))),
        (
          "decision_p99_us",
          .optional(latency.microseconds(atPercentile: 99))
        ),
        ("differences", .array(model.differences.map(\.json))),
        ("command", .string(model.command)),
      ]).line)
  }
}
