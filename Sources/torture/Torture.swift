// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Looks for a fault that breaks a promise.
@main
struct Torture: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "torture",
    abstract: "Break promises of the store of used tokens, or of the clock.",
    subcommands: [TortureCommand.self, ClockCommand.self],
    defaultSubcommand: TortureCommand.self)
}
