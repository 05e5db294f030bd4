// SPDX-License-Identifier: Apache-2.0

/// A strict little reader of XML: elements, attributes, character references.
enum Markup {
  /// The names of all elements in order; nil if the text is not well-formed.
  static func elements(_ text: String) -> [String]? {
    var rest = Substring(text)
    var open: [String] = []
    var names: [String] = []
    while let start = rest.firstIndex(of: "<") {
      guard isText(rest[..<start]) else { return nil }
      guard
        open.isEmpty == false || isBlank(rest[..<start]),
        let tag = Tag(rest[start...])
      else { return nil }
      rest = rest[tag.end...]
      switch tag.kind {
      case .other: break
      case .close:
        guard open.popLast() == tag.name else { return nil }
      case .open, .empty:
        guard !open.isEmpty || names.isEmpty else { return nil }
        names.append(tag.name)
        if tag.kind == .open { open.append(tag.name) }
      }
    }
    return open.isEmpty && isBlank(rest) && !names.isEmpty ? names : nil
  }

  private static func isBlank(_ text: Substring) -> Bool {
    text.allSatisfy(\.isWhitespace)
  }

  /// Whether a text has no forbidden characters and references only to what
  /// XML itself defines.
  fileprivate static func isText(_ text: Substring) -> Bool {
    guard
      text.unicodeScalars.allSatisfy({
        $0.value >= 0x20 || [0x09, 0x0a, 0x0d].contains($0.value)
      })
    else { return false }
    return text.split(separator: "&", omittingEmptySubsequences: false)
      .dropFirst().allSatisfy { part in
        ["amp;", "lt;", "gt;", "quot;", "apos;"].contains {
          part.hasPrefix($0)
        }
      }
  }
}

/// What stands between angle brackets.
private struct Tag {
  enum Kind { case open, close, empty, other }

  var kind: Kind
  var name: String
  var end: Substring.Index

  init?(_ text: Substring) {
    for (start, finish) in [("<?", "?>"), ("<!--", "-->")]
    where text.hasPrefix(start) {
      guard let found = text.firstRange(of: finish) else { return nil }
      (kind, name, end) = (.other, "", found.upperBound)
      return
    }
    guard let close = text.firstIndex(of: ">") else { return nil }
    end = text.index(after: close)
    var inside = text[..<close].dropFirst()
    kind =
      inside.hasPrefix("/") ? .close : inside.hasSuffix("/") ? .empty : .open
    if kind == .close { inside = inside.dropFirst() }
    if kind == .empty { inside = inside.dropLast() }
    let parts = inside.split(separator: " ", maxSplits: 1)
    guard let first = parts.first else { return nil }
    name = String(first)
    guard name.allSatisfy({ $0.isLetter || $0.isNumber }) else { return nil }
    guard parts.count == 2 else { return }
    guard kind != .close, Self.areAttributes(parts[1]) else { return nil }
  }

  private static func areAttributes(_ text: Substring) -> Bool {
    var rest = text
    var names: Set<Substring> = []
    while !rest.isEmpty {
      guard let sign = rest.firstIndex(of: "="), sign > rest.startIndex
      else { return false }
      let name = rest[..<sign]
      guard names.insert(name).inserted, !name.contains(" ") else {
        return false
      }
      rest = rest[sign...].dropFirst()
      guard rest.first == "\"" else { return false }
      rest = rest.dropFirst()
      guard let quote = rest.firstIndex(of: "\""),
        Markup.isText(rest[..<quote]), !rest[..<quote].contains("<")
      else { return false }
      rest = rest[quote...].dropFirst()
      guard rest.isEmpty || rest.first == " " else { return false }
      rest = rest.drop { $0 == " " }
    }
    return true
  }
}
