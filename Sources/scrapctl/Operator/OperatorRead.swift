// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround
import ScrapWire

/// `scrapctl operator read`.
struct OperatorRead: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Check and show a satellite's receipt or status.",
    discussion: """
      Exit status 2 if it answers something else than --sent; 65 if it is no \
      answer, or not signed by the profile's identity_pubkey.
      """)

  @Argument(help: "The answer: a file, - or hex.")
  var answer: String
  @Option(
    help: ArgumentHelp(
      "The satellite's profile.", valueName: "file"))
  var profile: String
  @Option(
    help: ArgumentHelp(
      "The command that it should answer.", valueName: "hex"))
  var sent: HexArgument?
  @OptionGroup var output: FormatOptions

  func run() throws {
    let profile = try ProfileSource.read(profile)
    let message = try Source(answer, what: "answer").bytes()
    let isStatus = message.first == MessageType.operatorStatus.rawValue
    let members: [(String, JSONText)]
    let isAnswer: Bool
    if isStatus {
      let status = try SatelliteStatus(message: message, from: profile)
      members = status.members
      isAnswer =
        try sent.map {
          try OperatorSigning.nonce(of: $0.bytes) == status.nonce
        } ?? true
    } else {
      let receipt = try CommandReceipt(message: message, from: profile)
      members = receipt.members
      isAnswer =
        try sent.map {
          try OperatorSigning.digest(of: $0.bytes) == receipt.inReplyTo
        } ?? true
    }
    switch output.format {
    case .text:
      for (name, value) in members {
        try Console.print(
          Columns.left(name, 29) + StoreFacts.text(name, value))
      }
    case .json: try Console.print(JSONText.object(members).line)
    }
    guard isAnswer else {
      Console.report("the answer is to another command")
      throw ExitCode(Failure.refused)
    }
  }
}
