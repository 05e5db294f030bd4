// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FileNVM
import ScrapGround

/// `scrapctl store reset`.
struct StoreReset: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Raise the issuance floor, and make a damaged store usable.",
    discussion: """
      Tokens issued at or before the time given are refused for ever, because \
      their marks may be lost; marks that can still be read stay. After a loss \
      the floor is at least the newest time that the store has seen. Name the \
      present time and the clock skew added to it, 60 s at most, unless you \
      know better: a used token may have been issued that far ahead. An anchor \
      that is absent is made, and one of another store becomes this store's. \
      Where not even a store's size can be read, it is made anew for \
      --replay-capacity tokens.
      """)

  @OptionGroup var store: StoreOptions
  @Option(
    help: ArgumentHelp(
      "Refuse tokens issued at or before this time.", valueName: "seconds"))
  var issuedAfter: UInt64
  @OptionGroup var capacity: CapacityOption
  @OptionGroup var output: FormatOptions

  func run() throws {
    let store = try StoreOpening.open(
      store, access: .writing, makesAnchor: true,
      replayCapacity: capacity.tokens)
    do throws(FileStoreError) {
      try store.reset(issuedAfterSeconds: issuedAfter)
    } catch {
      throw Failure(error)
    }
    try StoreInspect.show(store, output.format)
  }
}
