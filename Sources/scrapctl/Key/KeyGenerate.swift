// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl key generate`.
struct KeyGenerate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make a secret key in a new file of mode 0600.",
    discussion: "Prints the public key. An existing file is never touched.")

  @Argument(help: "The file to make.")
  var file: String
  @OptionGroup var chance: ChanceOptions
  @OptionGroup var output: FormatOptions

  func run() throws {
    let key = try SecretKeyFile.create(at: file, chance: chance.chance)
    try KeyShow.print(key, output.format)
  }
}
