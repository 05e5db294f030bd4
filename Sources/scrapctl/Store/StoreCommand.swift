// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `scrapctl store`.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Make, look at, check and reset stores of used tokens.",
    subcommands: [
      StoreCreate.self, StoreInspect.self, StoreCheck.self, StoreReset.self,
    ])

  func run() throws { throw ValidationError("Name a subcommand.") }
}
