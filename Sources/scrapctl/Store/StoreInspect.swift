// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FileNVM
import ScrapGround

/// `scrapctl store inspect`.
struct StoreInspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what a store holds; a damaged one, too.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: FormatOptions

  func run() throws {
    try Self.show(StoreOpening.open(store), output.format)
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
          Columns.left(name, 26) + StoreFacts.text(name, value))
      }
    }
  }
}
