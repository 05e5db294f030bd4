// SPDX-License-Identifier: Apache-2.0

import Yams

/// A value of a scenario, read strictly: plain decimal numbers, no guesses.
struct YAMLValue {
  let node: Node

  /// An error at this value's place.
  func error(_ problem: String) -> ScenarioError {
    ScenarioError(
      line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, problem)
  }

  /// What stands here, for an error's "found".
  var found: String {
    switch node {
    case .scalar(let scalar):
      scalar.string.isEmpty
        ? "nothing" : "\"\(scalar.string.prefix(40))\""
    case .sequence: "a list"
    case .mapping: "members"
    case .alias: "an alias"
    }
  }

  /// The scalar's text.
  var scalar: String? {
    guard case .scalar(let scalar) = node else { return nil }
    return scalar.string
  }

  /// A text of 1 to `countMax` characters, all of them in `isAllowed`.
  func text(
    _ expected: String, countMax: Int,
    where isAllowed: (Unicode.Scalar) -> Bool
  ) throws(ScenarioError) -> String {
    guard let text = scalar, !text.isEmpty,
      text.unicodeScalars.count <= countMax,
      text.unicodeScalars.allSatisfy(isAllowed)
    else { throw error("expected \(expected), found \(found)") }
    return text
  }

  /// A line for people.
  func line(countMax: Int) throws(ScenarioError) -> String {
    let text = try text("1 to \(countMax) characters", countMax: countMax) {
      $0.value >= 0x20 || $0 == "\n"
    }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A satellite's text id or a token's audience.
  func id() throws(ScenarioError) -> String {
    try text("1 to 64 printable ASCII characters", countMax: 64) {
      $0.value > 0x20 && $0.value < 0x7f
    }
  }

  /// A word that a scenario calls something by.
  func word() throws(ScenarioError) -> String {
    try text("1 to 40 of a-z, 0-9 and -", countMax: 40) {
      ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-"
    }
  }

  func integer(_ range: ClosedRange<Int>) throws(ScenarioError) -> Int {
    guard let text = scalar, text.count <= 12, let value = Int(text),
      text == "\(value)", range.contains(value)
    else {
      throw error(
        "expected an integer from \(range.lowerBound) to "
          + "\(range.upperBound), found \(found)")
    }
    return value
  }

  /// Seconds with up to three decimals, as milliseconds.
  func milliseconds(
    _ range: ClosedRange<Int>
  ) throws(ScenarioError) -> Int {
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

  /// The elements of a list of at most `countMax`.
  func list(countMax: Int) throws(ScenarioError) -> [YAMLValue] {
    guard case .sequence(let sequence) = node, sequence.count <= countMax
    else {
      throw error("expected a list of at most \(countMax), found \(found)")
    }
    return sequence.map { YAMLValue(node: $0) }
  }
}
