// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl operator floors`.
struct OperatorFloors: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "floors",
    abstract: "Raise a satellite's floors; they never fall again.",
    discussion: """
      After a loss the satellite accepts nothing until --issued-after names at \
      least the present time and the clock skew. Prints the message in hex, \
      header included; the satellite answers with a receipt.
      """)

  @Option(
    help: ArgumentHelp(
      "Tokens issued at or before this are refused for ever; Unix time.",
      valueName: "seconds"))
  var issuedAfter: UInt64?
  @Option(
    help: ArgumentHelp(
      "Tokens that expire before this are refused for ever; Unix time.",
      valueName: "seconds"))
  var expiredBefore: UInt64?
  @OptionGroup var version: VersionOption
  @OptionGroup var options: CommandOptions

  func validate() throws {
    guard issuedAfter ?? 0 > 0 || expiredBefore ?? 0 > 0 else {
      throw ValidationError("Name --issued-after or --expired-before.")
    }
  }

  func run() throws {
    try Console.print(
      options.line(
        .floors(
          issuedAfterSeconds: issuedAfter ?? 0,
          expiredBeforeSeconds: expiredBefore ?? 0), version: version.number()))
  }
}
