// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `scrapctl key`.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make secret keys and show their public keys.",
    subcommands: [KeyGenerate.self, KeyShow.self])

  func run() throws { throw ValidationError("Name a subcommand.") }
}
