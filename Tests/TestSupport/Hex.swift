// SPDX-License-Identifier: Apache-2.0

/// Hexadecimal, both ways, for the tests.
public enum Hex {
  /// The bytes of `text`; nil if it has an odd number of digits or anything
  /// but digits.
  public static func decode(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(digits[index]), let low = value(digits[index + 1])
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// The bytes of a literal.
  ///
  /// - Precondition: `text` is hexadecimal.
  public static func bytes(_ text: String) -> [UInt8] {
    guard let bytes = decode(text) else {
      preconditionFailure("not hexadecimal: \(text)")
    }
    return bytes
  }

  /// Two lower-case digits for each byte.
  public static func encode(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }
}

/// Bytes that a JSON file holds as a hexadecimal string.
public struct HexBytes: Decodable, Sendable, Equatable {
  /// The bytes.
  public var bytes: [UInt8]

  /// Decodes a string of hexadecimal digits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let bytes = Hex.decode(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not hexadecimal: \(text)")
    }
    self.bytes = bytes
  }
}
