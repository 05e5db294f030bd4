// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `scrapctl token`.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Issue, delegate and look at capability tokens.",
    subcommands: [TokenIssue.self, TokenDelegate.self, TokenInspect.self])

  func run() throws { throw ValidationError("Name a subcommand.") }
}
