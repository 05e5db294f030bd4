// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround
import ScrapSimulation

/// `scrapctl sim list`.
struct SimList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Name the scenarios that are built in.")

  @OptionGroup var output: FormatOptions

  func run() throws {
    for name in ShippedScenarios.names {
      let scenario = try ScenarioSource(name).scenario()
      switch output.format {
      case .text:
        try Console.print(Columns.left(name, 14) + scenario.title)
      case .json:
        try Console.print(
          JSONText.object([
            ("scenario", .string(name)), ("title", .string(scenario.title)),
            ("about", .string(scenario.about)),
            ("duration_s", .integer(UInt64(scenario.durationSeconds))),
          ]).line)
      }
    }
  }
}
