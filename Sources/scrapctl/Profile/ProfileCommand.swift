// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `scrapctl profile`.
struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Check satellite profiles and pack them for the satellite.",
    subcommands: [ProfileCheckCommand.self, ProfilePack.self])

  func run() throws { throw ValidationError("Name a subcommand.") }
}
