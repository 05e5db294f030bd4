// SPDX-License-Identifier: Apache-2.0

import ScrapYAML

// Lines, names and times as scenarios have them
extension YAMLValue {
  /// A line for people.
  func line(countMax: Int) throws(YAMLError) -> String {
    let text = try text("1 to \(countMax) characters", countMax: countMax) {
      $0.value >= 0x20 || $0 == "\n"
    }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A satellite's text id or a token's audience.
  func id() throws(YAMLError) -> String {
    try text("1 to 64 printable ASCII characters", countMax: 64) {
      $0.value > 0x20 && $0.value < 0x7f
    }
  }

  /// A word that a scenario calls something by.
  func word() throws(YAMLError) -> String {
    try text("1 to 40 of a-z, 0-9 and -", countMax: 40) {
      ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-"
    }
  }

  /// Seconds with up to three decimals, as milliseconds.
  func milliseconds(_ range: ClosedRange<Int>) throws(YAMLError) -> Int {
    let expected =
      "expected seconds from \(range.lowerBound / 1000) to "
      + "\(range.upperBound / 1000) with at most three decimals"
    guard let text = scalar, text.utf8.count <= 12 else {
      throw error("\(expected), found \(found)")
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let decimals = parts.count > 1 ? String(parts[1]) : ""
    let padded = decimals + String(repeating: "0", count: 3)
    let digits = "0"..."9"
    guard parts.count <= 2, let first = parts.first, !first.isEmpty,
      decimals.count <= 3, parts.count == 1 || !decimals.isEmpty,
      (first + decimals).allSatisfy({ digits.contains(String($0)) }),
      let whole = Int(first), let part = Int(padded.prefix(3)),
      range.contains(whole * 1000 + part)
    else { throw error("\(expected), found \(found)") }
    return whole * 1000 + part
  }
}

extension YAMLMembers {
  func milliseconds(
    _ name: String, _ range: ClosedRange<Int>, otherwise: Int
  ) throws(YAMLError) -> Int {
    try self[name]?.milliseconds(range) ?? otherwise
  }
}
