// SPDX-License-Identifier: Apache-2.0

import ScrapBench
import ScrapGround

/// How long single marks take, for people or as one object a line.
struct WorstTable {
  let results: [WorstMarkResult]

  func print(_ format: OutputFormat) throws {
    if format == .json {
      for result in results { try Console.print(json(result)) }
      return
    }
    try Console.print("In R, one bare signature verified in the same run:")
    try Console.print(
      Self.row([
        "entries", "chain", "marks", "openings", "R ns", "p50", "p99", "p99.9",
        "worst",
        "once", "goal",
      ]))
    for result in results { try Console.print(text(result)) }
  }

  private static let widths = [9, 6, 8, 10, 8, 8, 8, 8, 8, 9, 12]

  private static func row(_ cells: [String]) -> String {
    zip(cells, widths).map { Columns.right($0, $1) }.joined()
  }

  private func text(_ result: WorstMarkResult) -> String {
    Self.row([
      "\(result.entryCount)",
      "\(result.tokenCount)",
      "\(result.markCount)",
      "\(result.openedCount)",
      "\(result.signatureNanoseconds)",
      "\(ratio(result, result.nanoseconds(perMille: 500)))",
      "\(ratio(result, result.nanoseconds(perMille: 990)))",
      "\(ratio(result, result.nanoseconds(perMille: 999)))",
      "\(ratio(result, result.worstNanoseconds))",
      "\(ratio(result, result.greatestNanoseconds))",
      (result.isMet ? "met " : "missed ") + "\(WorstMarkResult.goal)",
    ])
  }

  private func ratio(
    _ result: WorstMarkResult, _ nanoseconds: UInt64
  ) -> Double {
    (result.ratio(nanoseconds) * 1_000).rounded() / 1_000
  }

  private func json(_ result: WorstMarkResult) -> String {
    JSONText.object([
      ("entries", .integer(UInt64(result.entryCount))),
      ("chain_tokens", .integer(UInt64(result.tokenCount))),
      ("marks", .integer(UInt64(result.markCount))),
      ("segments_opened", .integer(result.openedCount)),
      ("repetitions", .integer(UInt64(result.repetitionCount))),
      ("signature_ns", .integer(result.signatureNanoseconds)),
      ("p50_ns", .integer(result.nanoseconds(perMille: 500))),
      ("p99_ns", .integer(result.nanoseconds(perMille: 990))),
      ("p99_9_ns", .integer(result.nanoseconds(perMille: 999))),
      ("worst_ns", .integer(result.worstNanoseconds)),
      ("once_ns", .integer(result.greatestNanoseconds)),
      ("worst_ratio", .decimal(ratio(result, result.worstNanoseconds))),
      ("goal", .decimal(WorstMarkResult.goal)),
      ("is_met", .bool(result.isMet)),
    ]).line
  }
}
