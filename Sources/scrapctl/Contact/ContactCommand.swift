// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `scrapctl contact`.
struct ContactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contact",
    abstract: "Talk to a satellite over UDP, from request to proof.",
    subcommands: [ContactRun.self, ContactCheck.self, ContactReport.self],
    defaultSubcommand: ContactRun.self)
}
