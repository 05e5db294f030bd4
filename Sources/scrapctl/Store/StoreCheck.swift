// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FileNVM
import ScrapGround

/// `scrapctl store check`.
struct StoreCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read a whole store, and repair it if told to.",
    discussion: """
      Writes nothing without --repair. What is damaged in one copy is told; \
      the store is usable as long as the other copy has it.

      --repair writes each live mark of which one copy is damaged once more, \
      and the control record; then it reads the store anew and looks again. \
      The damaged records stay where they are, and are told, until their \
      segment is erased in its turn; so does a segment's header. A loss is \
      never repaired: store reset --issued-after ends it, on purpose.

      Exit status: 0 usable, 74 not usable or something left unrepaired.
      """)

  @OptionGroup var store: StoreOptions
  @Flag(help: "Write once more what is damaged in one copy.")
  var repair = false
  @OptionGroup var output: FormatOptions

  func run() throws {
    let opened = try StoreOpening.open(
      store, access: repair ? .writing : .reading)
    let done = repair ? opened.repair() : nil
    let facts = opened.inspect()
    switch output.format {
    case .json: try Console.print(Self.json(facts, done).line)
    case .text:
      for line in Self.lines(facts, done) { try Console.print(line) }
    }
    let isLeft = done.map { $0.unrepairedCount > 0 || !$0.isComplete }
    if facts.problem != nil || isLeft == true {
      throw ExitCode(Failure.store)
    }
  }

  /// Members of the repair are there with --repair only.
  private static func json(
    _ facts: FileStoreInspection, _ repair: FileStoreRepair?
  ) -> JSONText {
    var members = StoreFacts.verdict(facts)
    members.append(("entry_count", .integer(UInt64(facts.entryCount))))
    members += BootReport.members(facts)
    if let repair {
      members += [
        ("repaired_mark_count", .integer(repair.repairedMarkCount)),
        ("repaired_control_count", .integer(repair.repairedControlCount)),
        ("unrepaired_count", .integer(repair.unrepairedCount)),
        ("is_repair_complete", .bool(repair.isComplete)),
      ]
    }
    return .object(members)
  }

  private static func lines(
    _ facts: FileStoreInspection, _ repair: FileStoreRepair?
  ) -> [String] {
    var lines = [
      facts.problem
        ?? "\(facts.path): usable, \(facts.entryCount) of "
        + "\(facts.entryCapacity) tokens used"
    ]
    if let remedy = facts.remedy { lines.append(remedy) }
    lines += BootReport.lines(facts)
    if let repair { lines.append(BootReport.line(repair)) }
    return lines
  }
}
