// SPDX-License-Identifier: Apache-2.0

/// How the lines of a task file begin: by this a damaged one is told from a
/// file that somebody else wrote.
struct TaskLineShape {
  /// What the first line begins with, a version behind it.
  let head: String
  /// What the others begin with, a hash of 64 hex digits behind it.
  let words: [String]

  /// Whether a line that does not check was the first of a file of ours. Zeros
  /// are what a disk had in place of what was never written.
  func isHead(_ line: ArraySlice<UInt8>) -> Bool {
    let rest = Self.rest(of: line, behind: head)
    return rest.map { !$0.isEmpty && $0.allSatisfy(Self.isDigit) } ?? false
  }

  /// Whether a line that does not check was another one of ours.
  func isOther(_ line: ArraySlice<UInt8>) -> Bool {
    words.contains { word in
      let rest = Self.rest(of: line, behind: word)
      return rest.map { $0.count == 64 && $0.allSatisfy(Self.isHex) } ?? false
    }
  }

  /// Whether a line was cut off in the first word, or soon behind it.
  func isStump(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.filter { $0 != 0 }
    return ([head] + words).contains { word in
      word.utf8.starts(with: text)
        || Self.rest(of: line, behind: word)?.allSatisfy(Self.isHex) ?? false
    }
  }

  /// The word behind a first one, without zeros; nil if it begins otherwise.
  private static func rest(
    of line: ArraySlice<UInt8>, behind word: String
  ) -> ArraySlice<UInt8>? {
    let text = line.filter { $0 != 0 }
    guard text.starts(with: word.utf8) else { return nil }
    return text.dropFirst(word.utf8.count).prefix { $0 != UInt8(ascii: " ") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }

  /// What the lines of a file say of whose it is.
  struct Evidence {
    /// Whether a line checks, and is one of ours.
    var hasChecked = false
    private var isEmpty = true
    /// Whether the first line, with the version, is damaged.
    private(set) var isHeadDamaged = false
    private var hasOther = false
    private var isStump = false
    private var hasText = false

    /// Whose a file is.
    enum Conclusion {
      /// Ours, or empty.
      case ours
      /// Ours, but nothing says for certain of which version.
      case oursWithoutVersion
      /// Ours, and cannot be read.
      case damaged
      /// Somebody else's.
      case another
    }

    /// Takes a line that does not check.
    mutating func note(
      _ line: ArraySlice<UInt8>, isFirst: Bool, of shape: TaskLineShape
    ) {
      isEmpty = false
      if line.contains(where: { $0 != 0 }) { hasText = true }
      if isFirst {
        isHeadDamaged = shape.isHead(line)
        isStump = shape.isStump(line)
      }
      if shape.isOther(line) { hasOther = true }
    }

    /// Concludes; `isCutOff` if there is one line, without an end.
    func conclusion(isCutOff: Bool) -> Conclusion {
      if isHeadDamaged { return hasChecked ? .oursWithoutVersion : .damaged }
      if hasChecked || isEmpty { return .ours }
      if hasOther || isCutOff && isStump { return .damaged }
      return hasText ? .another : .damaged
    }
  }
}
