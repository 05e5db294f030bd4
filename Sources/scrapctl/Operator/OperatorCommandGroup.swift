// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `scrapctl operator`.
struct OperatorCommandGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "operator",
    abstract: "Ask a satellite for its status, raise floors, read answers.",
    subcommands: [
      OperatorStatusCommand.self, OperatorFloors.self,
      OperatorResetCounters.self, OperatorRead.self,
    ])

  func run() throws { throw ValidationError("Name a subcommand.") }
}
