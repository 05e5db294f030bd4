// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `scrapctl issuer`.
struct IssuerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issuer",
    abstract: "Say which of a profile's issuers are in force.",
    discussion: """
      Each message names all issuers that are in force from then on, so that a \
      message that was lost leaves nothing half done. One must remain.
      """,
    subcommands: [IssuerSet.self])

  func run() throws { throw ValidationError("Name a subcommand.") }
}
