// SPDX-License-Identifier: Apache-2.0

import ScrapBench
import ScrapGround

/// What marks do to media, for people or as one object a line.
struct WearTable {
  let results: [WearResult]

  func print(_ format: OutputFormat) throws {
    if format == .json {
      for result in results { try Console.print(json(result)) }
      for peer in WearPeer.all { try Console.print(json(peer)) }
      return
    }
    try Console.print("Per mark and copy, unless a chain is named:")
    try Console.print(
      Self.row([
        "medium", "unit", "chain", "index", "own B", "own/chain", "all B",
        "programs", "ring erases", "all erases", "erased B", "read B", "goal",
      ]))
    for result in results { try Console.print(text(result)) }
    try Console.print([
      "", "Others, measured elsewhere and not in this run, one copy:",
    ])
    for peer in WearPeer.all { try Console.print(text(peer)) }
  }

  private static let widths = [
    -12, 5, 6, 6, 7, 10, 8, 9, 12, 12, 9, 8, 7,
  ]

  private static func row(_ cells: [String]) -> String {
    zip(cells, widths).map { cell, width in
      width < 0 ? Columns.left(cell, -width) : Columns.right(cell, width)
    }.joined()
  }

  private func text(_ result: WearResult) -> String {
    Self.row([
      result.medium.name,
      "\(result.medium.programByteCount)",
      "\(result.tokenCount)",
      result.load.rawValue,
      Self.short(result.ownBytesPerMark),
      Self.short(result.ownProgramsPerChain),
      Self.short(result.bytesPerMark),
      Self.short(result.programsPerMark),
      Self.share(result.ringErasesPerMark),
      Self.share(result.erasesPerMark),
      Self.short(result.erasedBytesPerMark),
      Self.short(result.readBytesPerMark),
      result.isMet ? "met" : "missed",
    ])
  }

  private func text(_ peer: WearPeer) -> String {
    let erases = peer.erasesPerMark.map { Self.share($0) } ?? "-"
    return Columns.left(peer.name, 42)
      + Columns.right(Self.short(peer.bytesPerMark), 8) + " B"
      + Columns.right(erases, 8) + " erases  " + peer.note
  }

  private static func short(_ value: Double) -> String {
    let tenths = Int((value * 100).rounded())
    let rest = tenths % 100
    if rest == 0 { return "\(tenths / 100)" }
    return "\(tenths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A rate as one in so many.
  private static func share(_ value: Double) -> String {
    value >= 1 ? short(value) : "1/" + short(1 / value)
  }

  private func json(_ result: WearResult) -> String {
    JSONText.object([
      ("medium", .string(result.medium.name)),
      ("program_unit", .integer(UInt64(result.medium.programByteCount))),
      ("erase_unit", .integer(UInt64(result.medium.eraseByteCount))),
      ("needs_erase", .bool(result.medium.needsErase)),
      ("chain_tokens", .integer(UInt64(result.tokenCount))),
      ("index", .string(result.load.rawValue)),
      ("marks", .integer(UInt64(result.markCount))),
      ("own_bytes_per_mark", decimal(result.ownBytesPerMark)),
      ("own_programs_per_chain", decimal(result.ownProgramsPerChain)),
      ("bytes_per_mark", decimal(result.bytesPerMark)),
      ("programs_per_mark", decimal(result.programsPerMark)),
      ("ring_erases_per_mark", decimal(result.ringErasesPerMark)),
      ("erases_per_mark", decimal(result.erasesPerMark)),
      ("erased_bytes_per_mark", decimal(result.erasedBytesPerMark)),
      ("read_bytes_per_mark", decimal(result.readBytesPerMark)),
      ("is_met", .bool(result.isMet)),
    ]).line
  }

  private func json(_ peer: WearPeer) -> String {
    JSONText.object([
      ("peer", .string(peer.name)),
      ("bytes_per_mark", decimal(peer.bytesPerMark)),
      ("erases_per_mark", peer.erasesPerMark.map { decimal($0) } ?? .null),
      ("note", .string(peer.note)),
      ("is_from_this_run", .bool(false)),
    ]).line
  }

  private func decimal(_ value: Double) -> JSONText {
    .decimal((value * 1_000_000).rounded() / 1_000_000)
  }
}
