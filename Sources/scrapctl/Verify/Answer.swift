// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapReplay
import ScrapVerifier

/// The answer to one line.
struct Answer {
  /// The line's number, from 1.
  var line: UInt64
  /// What was presented.
  var item: Item
  /// Why it was refused; nil if it was accepted.
  var refusal: Refusal?
  /// The presented token's id; nil if the structure does not hold.
  var tokenID: [UInt8]?

  /// The answer's lines in a format.
  func lines(_ format: OutputFormat) -> [String] {
    switch format {
    case .json: [json.line]
    case .text: textLines
    }
  }

  /// The object that scripts read; members and order are a contract.
  /// `fill` is there for `cache_full` only.
  var json: JSONText {
    let fill: [(String, JSONText)] =
      refusal?.fill.map { [("fill", Self.json($0))] } ?? []
    return .object(
      [
        ("line", .integer(line)),
        ("verdict", .string(refusal == nil ? "accept" : "reject")),
        ("reason", .optional(refusal.map { "\($0.reason.name)" })),
        ("chain_index", .optional(refusal?.chainIndex)),
        ("offset", .optional(refusal?.offset)),
        ("token_id", .optional(tokenID.map { HexText.text($0) })),
      ] + fill)
  }

  private static func json(_ fill: StoreFill) -> JSONText {
    .object([
      ("cause", .string("\(fill.cause.name)")),
      ("entry_count", .integer(UInt64(fill.entryCount))),
      ("entry_capacity", .integer(UInt64(fill.entryCapacity))),
    ])
  }

  private var textLines: [String] {
    let verdict =
      refusal == nil
      ? Console.colour(32, "accept")
      : Console.colour(31, "reject") + "  " + (refusal?.sentence ?? "")
    let id = tokenID.map { "  token_id " + HexText.text($0) } ?? ""
    let report = StepReport(refusal, asked: StepReport.steps(of: item))
    return ["line \(line): \(verdict)\(id)"] + StepTable.lines(report)
  }
}
