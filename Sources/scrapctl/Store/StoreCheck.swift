// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FileNVM
import ScrapGround

/// `scrapctl store check`.
struct StoreCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read a whole store; exit status 74 unless it is usable.",
    discussion: """
      Writes nothing. Slots damaged in one copy are told; the store is usable \
      as long as the other copy has them.
      """)

  @Argument(help: "The store's file, or a block device.")
  var file: String
  @OptionGroup var output: FormatOptions

  func run() throws {
    let store = try StoreOpening.open(file)
    let facts = store.inspect()
    switch output.format {
    case .json:
      try Console.print(
        JSONText.object([
          ("path", .string(file)),
          ("state", .string(facts.state)),
          ("problem", .optional(facts.problem)),
          ("entry_count", .integer(UInt64(facts.entryCount))),
          ("damaged_slot_count", .integer(facts.damagedSlotCount)),
        ]).line)
    case .text:
      try Console.print(
        facts.problem
          ?? "\(file): usable, \(facts.entryCount) of "
          + "\(facts.entryCapacity) tokens used, "
          + "\(facts.damagedSlotCount) slots damaged")
    }
    if facts.problem != nil { throw ExitCode(Failure.store) }
  }
}
