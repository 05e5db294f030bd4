// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `scrapctl clock`.
struct ClockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clock",
    abstract: "Explain how trusted time is found.",
    subcommands: [ClockExplain.self, ClockWords.self])

  func run() throws { throw ValidationError("Name a subcommand.") }
}
