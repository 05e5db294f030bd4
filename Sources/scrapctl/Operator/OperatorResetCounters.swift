// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl operator reset-counters`.
struct OperatorResetCounters: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset-counters",
    abstract: "Set a satellite's counters to zero.",
    discussion: """
      The counters that a status tells; not the host's own. Prints the message \
      in hex, header included.
      """)

  @OptionGroup var version: VersionOption
  @OptionGroup var options: CommandOptions

  func run() throws {
    try Console.print(
      options.line(.counterReset, version: version.number()))
  }
}
