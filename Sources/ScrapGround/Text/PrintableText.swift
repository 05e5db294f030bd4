// SPDX-License-Identifier: Apache-2.0

/// Texts from anywhere, as a terminal or a log may show them.
public enum PrintableText {
  /// A text with nothing in it that a terminal obeys, that shows nothing, or
  /// that turns the reading direction round: controls, line ends, formatting.
  /// Each is written as JSON writes it in a string, `\u001b`, so that a line of
  /// JSON stays what it is; what is escaped already stays as well.
  public static func escape(_ text: some StringProtocol) -> String {
    guard !text.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) else {
      return String(text)
    }
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          let digits = String(unit, radix: 16)
          escaped.append(contentsOf: "\\u".unicodeScalars)
          escaped.append(
            contentsOf: String(repeating: "0", count: 4 - digits.count)
              .unicodeScalars)
          escaped.append(contentsOf: digits.unicodeScalars)
        }
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
