// SPDX-License-Identifier: Apache-2.0

/// Builds the text of a drawing.
public struct SVGText {
  /// What was written so far.
  public private(set) var text = ""

  /// Begins an empty drawing.
  public init() {}

  /// Writes an element without content.
  public mutating func add(_ name: String, _ attributes: (String, String)...) {
    text += "<\(name)\(Self.list(attributes))/>\n"
  }

  /// Writes an element with text in it.
  public mutating func add(
    _ name: String, _ attributes: (String, String)..., content: String
  ) {
    text += "<\(name)\(Self.list(attributes))>\(Self.escape(content))"
    text += "</\(name)>\n"
  }

  /// Writes markup as it is.
  public mutating func add(markup: String) { text += markup + "\n" }

  private static func list(_ attributes: [(String, String)]) -> String {
    attributes.map { " \($0.0)=\"\(escape($0.1))\"" }.joined()
  }

  /// A coordinate with one decimal.
  public static func number(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded()
      ? "\(Int(rounded))" : "\(rounded)"
  }

  /// Replaces what XML gives a meaning, and what it cannot hold.
  public static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r": escaped += " "
      case "\u{0}"..<"\u{20}", "\u{fffe}", "\u{ffff}": escaped += "\u{fffd}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
