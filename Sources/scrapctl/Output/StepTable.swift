// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier
import ScrapWire

/// The twelve steps as a table, or as JSON.
enum StepTable {
  /// The table's lines.
  static func lines(_ report: StepReport) -> [String] {
    var lines: [String] = []
    for (step, state) in report.states {
      let number = Columns.right("\(step.rawValue)", 4)
      let name = Columns.left("\(step.name)", 34)
      lines.append("\(number)  \(name)  \(word(state))")
      guard state == .failed, let refusal = report.refusal else { continue }
      lines.append(Columns.indent(8, refusal.sentence))
      lines.append(Columns.indent(8, "\(refusal.remedy)"))
    }
    return lines
  }

  private static func word(_ state: StepReport.State) -> String {
    switch state {
    case .passed: Console.colour(32, "passed")
    case .failed: Console.colour(31, "REFUSED")
    case .notReached: Console.colour(2, "not reached")
    case .notAsked: Console.colour(2, "not asked")
    }
  }

  /// One object a step.
  static func json(_ report: StepReport) -> [JSONText] {
    report.states.map { step, state in
      var members: [(String, JSONText)] = [
        ("step", .integer(UInt64(step.rawValue))),
        ("name", .string(step.name)),
        ("state", .string(state.rawValue)),
      ]
      if state == .failed, let refusal = report.refusal {
        members += self.members(refusal)
      }
      return .object(members)
    }
  }

  private static func members(_ refusal: Refusal) -> [(String, JSONText)] {
    [
      ("number", .integer(UInt64(refusal.reason.rawValue))),
      ("reason", .string(refusal.reason.name)),
      ("chain_index", .optional(refusal.chainIndex)),
      ("offset", .optional(refusal.offset)),
      (
        "parse_error",
        .optional(refusal.parseError.map { "\($0.kind.name)" })
      ),
      ("remedy", .string(refusal.remedy)),
    ]
  }
}
