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

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: FormatOptions

  func run() throws {
    let opened = try StoreOpening.open(store)
    let facts = opened.inspect()
    switch output.format {
    case .json:
      try Console.print(
        JSONText.object(
          [
            ("path", .string(facts.path)),
            ("state", .string(facts.state)),
            ("problem", .optional(facts.problem)),
            ("entry_count", .integer(UInt64(facts.entryCount))),
          ] + BootReport.members(facts)
        ).line)
    case .text:
      try Console.print(
        facts.problem
          ?? "\(facts.path): usable, \(facts.entryCount) of "
          + "\(facts.entryCapacity) tokens used")
      for line in BootReport.lines(facts) { try Console.print(line) }
    }
    if facts.problem != nil { throw ExitCode(Failure.store) }
  }
}
