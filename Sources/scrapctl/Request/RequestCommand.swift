// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `scrapctl request`.
struct RequestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Sign and look at task requests.",
    subcommands: [RequestSign.self, RequestInspect.self])

  func run() throws { throw ValidationError("Name a subcommand.") }
}
