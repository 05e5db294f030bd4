// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// The options of every operator's command.
struct CommandOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The satellite's profile: who it is, and whose commands it takes.",
      valueName: "file"))
  var profile: String
  @Option(
    help: ArgumentHelp(
      "The secret key file of one of the profile's operations keys.",
      valueName: "file"))
  var key: String
  @OptionGroup var time: TimeOptions
  @OptionGroup var chance: ChanceOptions
  @OptionGroup var output: FormatOptions

  /// Signs a command: the line that tells it.
  func line(
    _ content: OperatorContent, version: UInt64,
    members: [(String, JSONText)] = []
  ) throws -> String {
    let key = try SecretKeyFile.read(from: key, chance: chance.chance)
    let signedAt = UInt64(try time.seconds())
    let message = HexText.text(
      try OperatorSigning.sign(
        content, for: ProfileSource.read(profile), version: version,
        signedAtSeconds: signedAt, key: key))
    switch output.format {
    case .text: return message
    case .json:
      return JSONText.object(
        [
          ("command", .string(content.name)), ("version", .integer(version)),
          ("signed_at_seconds", .integer(signedAt)),
        ] + members + [("message", .string(message))]
      ).line
    }
  }
}
