// SPDX-License-Identifier: Apache-2.0

import Yams

/// The bounds within which a text goes to the YAML parser at all.
///
/// The parser calls itself for each level of nesting: a level costs a column
/// or an open bracket, so both are bounded first. Anchors would let a short
/// text stand for a long one.
enum YAMLText {
  static let columnMax = 200
  static let openBracketMax = 8

  /// The document's one root.
  static func root(_ text: String) throws(ScenarioError) -> Node {
    guard text.utf8.count <= Scenario.byteCountMax else {
      throw ScenarioError(
        line: 0, column: 0,
        "expected at most \(Scenario.byteCountMax) bytes, found more")
    }
    try checkLines(text)
    do {
      guard let root = try Yams.compose(yaml: text) else {
        throw ScenarioError(line: 1, column: 1, "expected members, found none")
      }
      return root
    } catch let error as ScenarioError {
      throw error
    } catch let error as YamlError {
      throw scenarioError(error)
    } catch {
      throw ScenarioError(line: 0, column: 0, "unreadable YAML")
    }
  }

  private static func checkLines(_ text: String) throws(ScenarioError) {
    var line = 1
    var column = 0
    var open = 0
    var isStart = true
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        line += 1
        column = 0
        isStart = true
        continue
      }
      column += 1
      guard column <= columnMax else {
        throw ScenarioError(
          line: line, column: column,
          "expected at most \(columnMax) columns, found more")
      }
      if scalar == "[" || scalar == "{" { open += 1 }
      if scalar == "]" || scalar == "}" { open -= 1 }
      guard open <= openBracketMax else {
        throw ScenarioError(
          line: line, column: column,
          "expected at most \(openBracketMax) open brackets, found more")
      }
      if isStart, scalar == "&" || scalar == "*" || scalar == "!" {
        throw ScenarioError(
          line: line, column: column,
          "expected no anchor, alias or tag, found \"\(scalar)\"")
      }
      isStart = " [{,\t".unicodeScalars.contains(scalar)
    }
  }

  private static func scenarioError(_ error: YamlError) -> ScenarioError {
    switch error {
    case .scanner(_, let problem, let mark, _),
      .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return ScenarioError(line: mark.line, column: mark.column, problem)
    case .duplicatedKeysInMapping(let names, let context):
      let mark = context.mark
      return ScenarioError(
        line: mark.line, column: mark.column,
        "expected each member once, found again: "
          + names.joined(separator: ", "))
    case .reader(let problem, _, _, _):
      return ScenarioError(line: 0, column: 0, problem)
    default:
      return ScenarioError(line: 0, column: 0, "unreadable YAML")
    }
  }
}
