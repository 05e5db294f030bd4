// SPDX-License-Identifier: Apache-2.0

import Yams

/// A value of a text, read strictly: its type is what the reader asks for,
/// numbers are plain decimal ones, and nothing is guessed.
public struct YAMLValue {
  let node: Node

  /// Reads a text: UTF-8, at most 65,536 bytes, one document, at most 16 levels
  /// of lists and members, no anchors, aliases, tags or explicit keys.
  ///
  /// - Returns: the document's root.
  /// - Throws: the first thing that no text may have, with its place.
  public static func root(of bytes: [UInt8]) throws(YAMLError) -> YAMLValue {
    try YAMLText(bytes).root()
  }

  /// Bytes of the longest text that is read.
  public static var byteCountMax: Int { YAMLText.byteCountMax }

  /// An error at this value's place.
  public func error(_ problem: String) -> YAMLError {
    YAMLError(
      line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, problem)
  }

  /// What stands here, for an error's "found".
  public var found: String {
    switch node {
    case .scalar(let scalar):
      scalar.string.isEmpty
        ? "nothing" : "\"\(Self.printable(YAMLText.text(scalar)))\""
    case .sequence: "a list"
    case .mapping: "members"
    case .alias: "an alias"
    }
  }

  /// The beginning, without what a terminal would obey or not show: a quoted
  /// text may have any scalar.
  private static func printable(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(40) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        line.append("?")
      default: line.append(scalar)
      }
    }
    return String(line)
  }

  /// The scalar's text; nil for lists, members, and YAML's words for nothing.
  public var scalar: String? {
    guard case .scalar(let scalar) = node else { return nil }
    let text = YAMLText.text(scalar)
    let isNothing =
      scalar.style == .plain
      && ["", "~", "null", "Null", "NULL"].contains(text)
    return isNothing ? nil : text
  }

  /// A text of 1 to `countMax` Unicode scalars, all of them in `isAllowed`.
  public func text(
    _ expected: String, countMax: Int,
    where isAllowed: (Unicode.Scalar) -> Bool
  ) throws(YAMLError) -> String {
    guard let text = scalar, !text.isEmpty,
      text.unicodeScalars.count <= countMax,
      text.unicodeScalars.allSatisfy(isAllowed)
    else { throw error("expected \(expected), found \(found)") }
    return text
  }

  /// An integer as it is printed: no sign but a minus, no zeros in front, no
  /// separators, no exponent, no other base.
  public func integer<Value: FixedWidthInteger & Sendable>(
    _ range: ClosedRange<Value>
  ) throws(YAMLError) -> Value {
    guard let text = scalar, let value = Value(text), text == "\(value)",
      range.contains(value)
    else {
      throw error(
        "expected an integer from \(range.lowerBound) to "
          + "\(range.upperBound), found \(found)")
    }
    return value
  }

  /// The elements of a list of at most `countMax`.
  public func list(countMax: Int) throws(YAMLError) -> [YAMLValue] {
    guard case .sequence(let sequence) = node else {
      throw error("expected a list, found \(found)")
    }
    guard sequence.count <= countMax else {
      throw error(
        "expected a list of at most \(countMax), found \(sequence.count)")
    }
    return sequence.map { YAMLValue(node: $0) }
  }
}
