// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround
import ScrapVerifier

/// The options of commands that look at an item.
struct InspectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Judge steps 1 to 11 as this satellite would; nothing is marked.",
      valueName: "file"))
  var profile: String?
  @OptionGroup var time: TimeOptions
  @OptionGroup var output: FormatOptions

  /// What the steps come to: structure alone, or all but the mark if there is
  /// a profile.
  func report(on item: Item) throws -> StepReport {
    guard let profile else {
      return StepReport(Self.structure(of: item), asked: [.structure])
    }
    let trial = try Trial(
      profile: ProfileSource.read(profile),
      nowSeconds: UInt64(time.seconds()))
    return StepReport(
      trial.judge(item, upTo: .constraints),
      asked: StepReport.steps(of: item).filter { $0 != .mark })
  }

  private static func structure(of item: Item) -> Refusal? {
    StructureCheck.refusal(of: item)
  }

  /// Prints the steps; a refusal is the exit status 2.
  func finish(_ report: StepReport) throws {
    switch output.format {
    case .text:
      try Console.print("steps")
      for line in StepTable.lines(report) { try Console.print(line) }
    case .json:
      for line in StepTable.json(report) { try Console.print(line.line) }
    }
    if report.refusal != nil { throw ExitCode(Failure.refused) }
  }
}
