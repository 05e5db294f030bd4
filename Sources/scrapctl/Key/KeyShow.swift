// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl key show`.
struct KeyShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the public key of a secret key's file.",
    discussion: "The secret itself is never printed.")

  @Argument(help: "The secret key's file.")
  var file: String
  @OptionGroup var output: FormatOptions

  func run() throws {
    let key = try SecretKeyFile.read(from: file, chance: .kernel)
    try Self.print(key.publicKey, output.format)
  }

  static func print(_ key: [UInt8], _ format: OutputFormat) throws(Failure) {
    let text = HexText.text(key)
    switch format {
    case .text: try Console.print(text)
    case .json:
      try Console.print(JSONText.object([("public_key", .string(text))]).line)
    }
  }
}
