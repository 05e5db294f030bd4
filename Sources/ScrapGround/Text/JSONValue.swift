// SPDX-License-Identifier: Apache-2.0

/// A JSON value as it was read, so that what is found can be told apart from
/// what was expected.
package enum JSONValue: Decodable, Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(UInt64)
  /// Negative, broken or too great: the number as it is written.
  case otherNumber(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// Whether both are the same, texts scalar by scalar: to `String`, letters
  /// that Unicode calls equivalent are equal.
  package static func == (a: JSONValue, b: JSONValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.otherNumber(let a), .otherNumber(let b)),
      (.string(let a), .string(let b)):
      a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: false
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(UInt64.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .otherNumber("\(value)")
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// The value in a few words, for an error's "found".
  var found: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .otherNumber(let value): String(value.prefix(80))
    case .string(let value): JSONText.string(String(value.prefix(80))).line
    case .array(let values): "a list of \(values.count)"
    case .object(let members): "an object of \(members.count) members"
    }
  }
}
