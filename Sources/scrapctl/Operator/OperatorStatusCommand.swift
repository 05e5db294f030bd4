// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl operator status`.
struct OperatorStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Ask for a satellite's status.",
    discussion: """
      Prints the message in hex, header included. The answer repeats the \
      nonce; `operator read` reads it.
      """)

  @Option(
    help: ArgumentHelp(
      "16 bytes for the answer to repeat, instead of chance.",
      valueName: "hex"))
  var nonce: HexArgument?
  @OptionGroup var options: CommandOptions

  func run() throws {
    let nonce = try nonce?.bytes ?? options.chance.chance.nonce()
    try Console.print(
      options.line(
        .statusRequest(nonce: nonce), version: 0,
        members: [("nonce", .string(HexText.text(nonce)))]))
  }
}
