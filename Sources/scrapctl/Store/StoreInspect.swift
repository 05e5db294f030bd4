// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FileNVM
import ScrapGround

/// `scrapctl store inspect`.
struct StoreInspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what a store holds; a damaged one, too.",
    discussion: """
      Writes nothing. A store does not know how it is shared out: without \
      --profile the shares are the usual ones, half of the entries for one \
      root subject and 5 % for tokens that are not delegated.
      """)

  @OptionGroup var store: StoreOptions
  @Option(
    help: ArgumentHelp("Take the shares from a profile.", valueName: "file"))
  var profile: String?
  @OptionGroup var output: FormatOptions

  func run() throws {
    let limits = try profile.map { try ProfileSource.read($0).limits }
    try Self.show(
      StoreOpening.open(store, access: .reading, limits: limits),
      output.format)
  }

  static func show(
    _ store: FileStore, _ format: OutputFormat
  ) throws(Failure) {
    let members = StoreFacts.members(store.inspect())
    switch format {
    case .json: try Console.print(JSONText.object(members).line)
    case .text:
      for (name, value) in members where value != .null {
        try Console.print(
          Columns.left(name, 29) + StoreFacts.text(name, value))
      }
    }
  }
}
