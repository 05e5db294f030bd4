// SPDX-License-Identifier: Apache-2.0

/// A JSON value that is written on one line, members in the order given.
public enum JSONText: Equatable, Sendable {
  /// No value.
  case null
  /// A truth value.
  case bool(Bool)
  /// A number.
  case integer(UInt64)
  /// A number of seconds, every decimal of it.
  case seconds(ExactSeconds)
  /// A number with a fraction; it must be finite.
  case decimal(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONText])
  /// Members, in order.
  case object([(String, JSONText)])

  /// An optional number: null if there is none.
  public static func optional(_ value: Int?) -> JSONText {
    value.map { .integer(UInt64($0)) } ?? .null
  }

  /// An optional number: null if there is none.
  public static func optional(_ value: UInt64?) -> JSONText {
    value.map { .integer($0) } ?? .null
  }

  /// An optional text: null if there is none.
  public static func optional(_ value: String?) -> JSONText {
    value.map { .string($0) } ?? .null
  }

  /// A static text.
  public static func string(_ value: StaticString) -> JSONText {
    .string("\(value)")
  }

  /// Whether both are written the same.
  public static func == (a: JSONText, b: JSONText) -> Bool {
    a.line == b.line
  }

  /// The value's text, without a line break in it or after it.
  public var line: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += "\(value)"
    case .seconds(let value): text += "\(value)"
    case .decimal(let value): text += "\(value)"
    case .string(let value): Self.write(value, to: &text)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        Self.write(member.0, to: &text)
        text += ":"
        member.1.write(to: &text)
      }
      text += "}"
    }
  }

  private static func write(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{0}"..<"\u{20}", "\u{7f}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count)
        text += digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
