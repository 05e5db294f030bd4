// SPDX-License-Identifier: Apache-2.0

import Yams

/// The lines of a text, as it goes to the YAML parser: bounded, printable, and
/// without what lets a short text stand for a long one.
///
/// An alias makes a tree of any size out of a few bytes, and an explicit key
/// (`? key`) may be such a tree or a deep one, of which Yams looks at
/// everything at each level. So neither may reach the parser: what they begin
/// with goes to it as other scalars, which come back when a text is read. A
/// node that begins with one is refused, and so is an anchor or a tag. The
/// depth is bounded by libyaml, which gives up at 1,000 levels, two nodes each
/// at most: 2 MiB of stack are enough for that, 1 MiB is not. Then `levelMax`
/// bounds it.
struct YAMLText {
  /// Bytes of the longest text that is read.
  static let byteCountMax = 65_536
  /// Levels of lists and members; the deepest reader needs six.
  static let levelMax = 16

  /// What stands for `*` and `?` in what is parsed; refused in a text itself,
  /// and as an escape of a quoted one.
  private static let disguises: [Unicode.Scalar: Unicode.Scalar] = [
    "*": "\u{e000}", "?": "\u{e001}",
  ]

  private let lines: [[Unicode.Scalar]]

  /// Looks at every byte.
  ///
  /// - Throws: the first one that a text may not have.
  init(_ bytes: [UInt8]) throws(YAMLError) {
    guard bytes.count <= Self.byteCountMax else {
      throw YAMLError(
        line: 0, column: 0,
        "expected at most \(Self.byteCountMax) bytes, found more")
    }
    var lines: [[Unicode.Scalar]] = [[]]
    var line: [Unicode.Scalar] = []
    var isAfterReturn = false
    var decoder = UTF8()
    var input = bytes.makeIterator()
    reading: while true {
      func error(_ problem: String) -> YAMLError {
        YAMLError(line: lines.count, column: line.count + 1, problem)
      }
      switch decoder.decode(&input) {
      case .emptyInput: break reading
      case .error: throw error("expected UTF-8, found other bytes")
      case .scalarValue(let scalar):
        let isBreak = scalar == "\n" || scalar == "\r"
        if isBreak, scalar == "\r" || !isAfterReturn {
          lines[lines.count - 1] = line
          lines.append([])
          line = []
        }
        isAfterReturn = scalar == "\r"
        guard !isBreak else { continue }
        let isMark = scalar == "\u{feff}" && lines.count == 1 && line.isEmpty
        guard !isMark else { continue }
        guard Self.isAllowed(scalar) else {
          let code = String(scalar.value, radix: 16, uppercase: true)
          throw error("expected text that can be printed, found U+\(code)")
        }
        line.append(scalar)
      }
    }
    lines[lines.count - 1] = line
    self.lines = lines
  }

  /// What YAML calls printable, without further line ends and private use.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x20...0x7e: true
    case 0x2028, 0x2029, 0xfeff: false
    case 0xa0...0xd7ff, 0xf900...0xfffd, 0x1_0000...0xe_ffff: true
    default: false
    }
  }

  /// A scalar's text, as it was before it was parsed.
  static func text(_ scalar: Node.Scalar) -> String {
    var text = String.UnicodeScalarView()
    for scalar in scalar.string.unicodeScalars {
      let original = disguises.first { $0.value == scalar }?.key
      text.append(original ?? scalar)
    }
    return String(text)
  }

  /// Refuses what a quoted text may write for a disguise: it would come back as
  /// what that stands for. Nobody needs it outside quotes either.
  private func checkEscapes() throws(YAMLError) {
    let escapes = Self.disguises.values.flatMap { scalar in
      let code = String(scalar.value, radix: 16)
      return [("u" + code, code), ("U0000" + code, code)]
    }
    for (number, line) in lines.enumerated() {
      var isEscaped = false
      for (index, scalar) in line.enumerated() {
        guard isEscaped else {
          isEscaped = scalar == "\\"
          continue
        }
        isEscaped = false
        for (escape, code) in escapes
        where Self.isEscape(line[index...], escape) {
          throw YAMLError(
            line: number + 1, column: index,
            "expected no escape of U+\(code.uppercased())")
        }
      }
    }
  }

  /// Whether it begins so; of the digits either case counts, the first letter
  /// as it is.
  private static func isEscape(
    _ text: ArraySlice<Unicode.Scalar>, _ escape: String
  ) -> Bool {
    let start = text.prefix(escape.unicodeScalars.count)
    guard start.first == escape.unicodeScalars.first else { return false }
    return start.dropFirst().map { String($0).lowercased() }.joined()
      == escape.dropFirst()
  }

  /// The document's one root.
  func root() throws(YAMLError) -> YAMLValue {
    try checkEscapes()
    var text = String.UnicodeScalarView()
    for line in lines {
      text.append(contentsOf: line.map { Self.disguises[$0] ?? $0 })
      text.append("\n")
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: String(text), .basic)
    } catch {
      throw Self.translate(error)
    }
    guard let root else {
      throw YAMLError(line: 1, column: 1, "expected members, found none")
    }
    try check(root)
    return YAMLValue(node: root)
  }

  /// In the order of the text, without calling itself: the tree may be deep.
  private func check(_ root: Node) throws(YAMLError) {
    var pending = [(node: root, level: 0)]
    while let (node, level) = pending.popLast() {
      let value = YAMLValue(node: node)
      if let mark = first(of: node), "&*!?".unicodeScalars.contains(mark) {
        throw value.error(
          "expected no anchor, alias, tag or explicit key, found \"\(mark)\"; a "
            + "text that begins with it needs quotes")
      }
      switch node {
      case .scalar, .alias: continue
      case .sequence(let sequence):
        pending += sequence.reversed().map { ($0, level + 1) }
      case .mapping(let mapping):
        for (key, member) in Array(mapping).reversed() {
          pending += [(member, level + 1), (key, level + 1)]
        }
      }
      guard level < Self.levelMax else { throw Self.tooDeep(value) }
    }
  }

  /// What stands where a node begins; nil for one of nothing at a line's end.
  private func first(of node: Node) -> Unicode.Scalar? {
    guard let mark = node.mark, lines.indices.contains(mark.line - 1),
      lines[mark.line - 1].indices.contains(mark.column - 1)
    else { return nil }
    return lines[mark.line - 1][mark.column - 1]
  }

  private static func tooDeep(_ value: YAMLValue) -> YAMLError {
    value.error("expected at most \(levelMax) levels, found more")
  }

  private static func translate(_ error: any Error) -> YAMLError {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _),
      .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let words =
        problem.hasPrefix("Maximum nesting level")
        ? "expected at most \(levelMax) levels, found more"
        : "expected YAML, \(problem)"
      return YAMLError(line: mark.line, column: mark.column, words)
    case .duplicatedKeysInMapping(_, let context):
      return YAMLError(
        line: context.mark.line, column: context.mark.column,
        "expected each member once, found this one again further on")
    default:
      return YAMLError(line: 0, column: 0, "expected YAML, found none")
    }
  }
}
