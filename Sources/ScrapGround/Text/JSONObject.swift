// SPDX-License-Identifier: Apache-2.0

/// The members of a JSON object, read strictly: each getter names what it
/// expected and what it found.
package struct JSONObject {
  private let members: [String: JSONValue]
  private let place: String

  /// Looks at a value.
  ///
  /// - Throws: `wrongValue` unless it is an object.
  package init(_ value: JSONValue, place: String) throws(GroundError) {
    guard case .object(let members) = value else {
      throw .wrongValue(
        place: place, expected: "an object", found: value.found)
    }
    self.members = members
    self.place = ["profile", ""].contains(place) ? "" : place + "."
  }

  /// Refuses what nobody understands.
  package func checkNames(_ known: [String]) throws(GroundError) {
    for name in members.keys.sorted() where !known.contains(name) {
      throw .wrongValue(
        place: place + name,
        expected: "only " + known.joined(separator: ", "),
        found: "this unknown member")
    }
  }

  /// The numbers in it, for an error's "found".
  var found: String {
    members.keys.sorted().map { "\($0) \(members[$0]?.found ?? "")" }
      .joined(separator: ", ")
  }

  /// A member's full name, for errors.
  func path(_ name: String) -> String { place + name }

  /// Whether there is such a member.
  package func has(_ name: String) -> Bool { members[name] != nil }

  private func value(
    _ name: String, _ expected: String
  ) throws(GroundError) -> JSONValue {
    guard let value = members[name] else {
      throw .wrongValue(
        place: place + name, expected: expected, found: "nothing")
    }
    return value
  }

  func object(_ name: String) throws(GroundError) -> JSONObject {
    try JSONObject(value(name, "an object"), place: place + name)
  }

  package func string(_ name: String) throws(GroundError) -> String {
    let value = try value(name, "a text")
    guard case .string(let text) = value else {
      throw .wrongValue(
        place: place + name, expected: "a text", found: value.found)
    }
    return text
  }

  /// A text, or nil for null; the member must be there.
  package func optionalString(_ name: String) throws(GroundError) -> String? {
    if case .null = try value(name, "a text or null") { return nil }
    return try string(name)
  }

  /// An optional integer in a range; nil if it is absent.
  func integer(
    _ name: String, _ range: ClosedRange<UInt64>
  ) throws(GroundError) -> UInt64? {
    guard let value = members[name] else { return nil }
    guard case .integer(let integer) = value, range.contains(integer) else {
      throw .wrongValue(
        place: place + name,
        expected:
          "an integer from \(range.lowerBound) to \(range.upperBound)",
        found: value.found)
    }
    return integer
  }

  /// A truth value; false if it is absent.
  func bool(_ name: String) throws(GroundError) -> Bool {
    guard let value = members[name] else { return false }
    guard case .bool(let bool) = value else {
      throw .wrongValue(
        place: place + name, expected: "true or false", found: value.found)
    }
    return bool
  }

  /// Seconds with up to nine decimals.
  func seconds(_ name: String) throws(GroundError) -> ExactSeconds {
    let value = try value(name, ExactSeconds.expectation)
    let seconds: ExactSeconds? =
      switch value {
      case .integer(let integer): ExactSeconds("\(integer)")
      case .otherNumber(let text): ExactSeconds(text)
      default: nil
      }
    guard let seconds else {
      throw .wrongValue(
        place: place + name, expected: ExactSeconds.expectation,
        found: value.found)
    }
    return seconds
  }

  /// What `convert` makes of such seconds.
  ///
  /// - Throws: `wrongValue` also if it makes nothing of them.
  func seconds<Value>(
    _ name: String, _ expected: String,
    _ convert: (ExactSeconds) -> Value?
  ) throws(GroundError) -> Value {
    let seconds = try seconds(name)
    guard let value = convert(seconds) else {
      throw .wrongValue(
        place: place + name, expected: expected, found: "\(seconds)")
    }
    return value
  }

  func key(_ name: String) throws(GroundError) -> [UInt8] {
    try Self.key(value(name, "a key"), place + name)
  }

  func keys(_ name: String) throws(GroundError) -> [[UInt8]] {
    let value = try value(name, "a list of keys")
    guard case .array(let values) = value else {
      throw .wrongValue(
        place: place + name, expected: "a list of keys", found: value.found)
    }
    var keys: [[UInt8]] = []
    for (index, value) in values.enumerated() {
      keys.append(try Self.key(value, "\(place)\(name)[\(index)]"))
    }
    return keys
  }

  func keysByID(_ name: String) throws(GroundError) -> [String: [UInt8]] {
    let expected = "an object of text ids and keys"
    let value = try value(name, expected)
    guard case .object(let values) = value else {
      throw .wrongValue(
        place: place + name, expected: expected, found: value.found)
    }
    var keys: [String: [UInt8]] = [:]
    for (id, value) in values {
      keys[id] = try Self.key(value, "\(place)\(name).\(id)")
    }
    return keys
  }

  private static func key(
    _ value: JSONValue, _ place: String
  ) throws(GroundError) -> [UInt8] {
    guard case .string(let text) = value, let key = HexText.bytes(text) else {
      throw .wrongValue(
        place: place,
        expected: "a compressed key, 66 hex digits that begin with 02 or 03",
        found: value.found)
    }
    try SatelliteProfile.checkKey(key, place)
    return key
  }
}
