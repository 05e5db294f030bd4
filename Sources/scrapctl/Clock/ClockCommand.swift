// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `scrapctl clock`.
struct ClockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clock",
    abstract: "Tell a satellite the time, and explain what it believes.",
    subcommands: [
      ClockSign.self, ClockExplain.self, ClockRecord.self, ClockWords.self,
    ])

  func run() throws { throw ValidationError("Name a subcommand.") }
}
