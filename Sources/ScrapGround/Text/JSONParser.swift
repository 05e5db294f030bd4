// SPDX-License-Identifier: Apache-2.0

/// Reads JSON (RFC 8259, UTF-8), strictly and in linear time: each name once in
/// an object, numbers as they are written.
struct JSONParser {
  /// Why a text is no such JSON.
  enum Problem: Error, Equatable {
    case notJSON
    case repeatedName(String)
  }

  private let text: [UInt8]
  private var index = 0

  /// Deeper than anything that is read here.
  private static let depthMax = 16

  private init(_ text: [UInt8]) { self.text = text }

  /// The value that a text is.
  static func value(
    _ text: some Sequence<UInt8>
  ) throws(Problem) -> JSONValue {
    var parser = JSONParser(Array(text))
    let value = try parser.value(depth: 0)
    guard parser.next() == nil else { throw .notJSON }
    return value
  }

  /// The next byte that is no white space.
  private mutating func next() -> UInt8? {
    while index < text.count {
      switch text[index] {
      case 0x20, 0x09, 0x0a, 0x0d: index += 1
      default: return text[index]
      }
    }
    return nil
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard next() == UInt8(ascii: byte) else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(Problem) -> JSONValue {
    guard depth < Self.depthMax else { throw .notJSON }
    switch next() {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(
    _ word: String, _ value: JSONValue
  ) throws(Problem) -> JSONValue {
    guard text[index...].starts(with: word.utf8) else { throw .notJSON }
    index += word.utf8.count
    return value
  }

  private mutating func object(
    depth: Int
  ) throws(Problem) -> [String: JSONValue] {
    index += 1
    var members: [String: JSONValue] = [:]
    if take("}") { return members }
    repeat {
      guard next() == UInt8(ascii: "\"") else { throw .notJSON }
      let name = try string()
      guard take(":") else { throw .notJSON }
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: name) == nil else {
        throw .repeatedName(name)
      }
    } while take(",")
    guard take("}") else { throw .notJSON }
    return members
  }

  private mutating func array(depth: Int) throws(Problem) -> [JSONValue] {
    index += 1
    var values: [JSONValue] = []
    if take("]") { return values }
    repeat { values.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw .notJSON }
    return values
  }
}

// Numbers and texts
extension JSONParser {
  private mutating func number() throws(Problem) -> JSONValue {
    let start = index
    if index < text.count, text[index] == UInt8(ascii: "-") { index += 1 }
    let first = index
    guard digits() > 0 else { throw .notJSON }
    guard text[first] != UInt8(ascii: "0") || index == first + 1 else {
      throw .notJSON
    }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      guard digits() > 0 else { throw .notJSON }
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < text.count, [0x2b, 0x2d].contains(text[index]) { index += 1 }
      guard digits() > 0 else { throw .notJSON }
    }
    let digits = String(decoding: text[start..<index], as: UTF8.self)
    return UInt64(digits).map { .integer($0) } ?? .otherNumber(digits)
  }

  private mutating func digits() -> Int {
    let start = index
    while index < text.count, (0x30...0x39).contains(text[index]) {
      index += 1
    }
    return index - start
  }

  private mutating func string() throws(Problem) -> String {
    index += 1
    var bytes: [UInt8] = []
    while index < text.count {
      let byte = text[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: bytes, as: UTF8.self) else {
          throw .notJSON
        }
        return string
      case UInt8(ascii: "\\"): bytes += try escaped()
      case 0..<0x20: throw .notJSON
      default: bytes.append(byte)
      }
    }
    throw .notJSON
  }

  private mutating func escaped() throws(Problem) -> [UInt8] {
    guard index < text.count else { throw .notJSON }
    index += 1
    switch text[index - 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return [text[index - 1]]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0c]
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "r"): return [0x0d]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return try unicode()
    default: throw .notJSON
    }
  }

  private mutating func unicode() throws(Problem) -> [UInt8] {
    var units = [try codeUnit()]
    if UTF16.isLeadSurrogate(units[0]) {
      guard text[index...].starts(with: "\\u".utf8) else { throw .notJSON }
      index += 2
      units.append(try codeUnit())
    }
    guard let string = String(validating: units, as: UTF16.self) else {
      throw .notJSON
    }
    return Array(string.utf8)
  }

  private mutating func codeUnit() throws(Problem) -> UInt16 {
    let end = index + 4
    guard end <= text.count, let bytes = HexText.bytes(text[index..<end])
    else { throw .notJSON }
    index = end
    return UInt16(bytes[0]) << 8 | UInt16(bytes[1])
  }
}
