// SPDX-License-Identifier: Apache-2.0

extension ReportModel {
  /// One row a verdict (RFC 4180, lines end in CR LF), under a row of names.
  ///
  /// A text that a spreadsheet would take for a formula gets an apostrophe
  /// before it.
  public var csv: String {
    var text = Self.line([
      "at_ns", "target", "sender", "request", "verdict", "reason",
      "chain_index", "offset", "latency_ns",
    ])
    for verdict in verdicts {
      text += Self.line([
        "\(verdict.at)", verdict.target, verdict.sender, verdict.request,
        verdict.reason == nil ? "accept" : "reject",
        verdict.refusal ?? "",
        verdict.chainIndex.map { "\($0)" } ?? "",
        verdict.offset.map { "\($0)" } ?? "",
        verdict.latencyNanoseconds.map { "\($0)" } ?? "",
      ])
    }
    return text
  }

  private static func line(_ cells: [String]) -> String {
    cells.map(quoted).joined(separator: ",") + "\r\n"
  }

  private static func quoted(_ cell: String) -> String {
    var text = cell
    if let first = text.unicodeScalars.first,
      "=+-@\t\r".unicodeScalars.contains(first)
    {
      text = "'" + text
    }
    let isPlain = text.unicodeScalars.allSatisfy {
      $0 != "," && $0 != "\"" && $0 != "\n" && $0 != "\r"
    }
    guard !isPlain else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
