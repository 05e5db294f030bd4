// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapSimulation

/// `scrapctl sim show`.
struct SimShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a built-in scenario, to change it and run the copy.")

  @Argument(help: "The scenario's name.")
  var scenario: String

  func run() throws {
    guard let text = ShippedScenarios.text(scenario) else {
      throw ScenarioSource.unknown(scenario)
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast()
    {
      try Console.print(String(line))
    }
  }
}
