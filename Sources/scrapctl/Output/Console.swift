// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapGround

/// Standard output and standard error, unbuffered. Whatever is printed or
/// reported is text, wherever it comes from: what a terminal would obey is
/// escaped here, and nowhere else.
enum Console {
  /// Whether standard output is a terminal whose cursor can be moved: TERM
  /// says which, and not "dumb".
  static let canDraw: Bool = {
    guard isatty(STDOUT_FILENO) == 1, let term = getenv("TERM") else {
      return false
    }
    return term.pointee != 0 && strcmp(term, "dumb") != 0
  }()

  /// Whether colours may be used on standard output: such a terminal, and
  /// NO_COLOR unset or empty.
  static let hasColour: Bool = {
    guard canDraw else { return false }
    guard let value = getenv("NO_COLOR") else { return true }
    return value.pointee == 0
  }()

  /// Writes a line to standard output with write(2): it has left this process
  /// when the call returns.
  ///
  /// - Throws: status 74 if it cannot be written.
  static func print(_ line: String) throws(Failure) {
    try print([line])
  }

  /// Writes lines at once.
  ///
  /// - Throws: as for one.
  static func print(_ lines: [String]) throws(Failure) {
    let text = lines.map { shown($0) + "\n" }.joined()
    guard write(Array(text.utf8), to: STDOUT_FILENO) else {
      throw Failure(
        Failure.store,
        "standard output: expected to write, found "
          + String(cString: strerror(errno)))
    }
  }

  /// Writes a line to standard error.
  static func report(_ line: String) {
    let line = PrintableText.escape(line)
    _ = write(Array("scrapctl: \(line)\n".utf8), to: STDERR_FILENO)
  }

  /// Shows how far a long command has come: on a terminal only, and not
  /// between the lines of an answer on the same one.
  static func progress(_ text: String) {
    guard isatty(STDERR_FILENO) == 1, isatty(STDOUT_FILENO) == 0 else {
      return
    }
    let text = PrintableText.escape(text)
    _ = write(Array("\r\u{1b}[K\(text)".utf8), to: STDERR_FILENO)
  }

  /// Wraps text in a colour, if there are colours.
  ///
  /// - Precondition: `code` is one of `colourCodes`.
  static func colour(_ code: Int, _ text: String) -> String {
    precondition(colourCodes.contains(code), "print knows each colour")
    return hasColour ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }

  /// End of colour, faint, red, green, yellow: all that `print` leaves.
  private static let colourCodes = [0, 2, 31, 32, 33]

  /// A line without what a terminal would obey; on one that has colours, with
  /// these.
  private static func shown(_ line: String) -> String {
    guard hasColour else { return PrintableText.escape(line) }
    var text = ""
    var rest = line[...]
    while let start = rest.firstRange(of: "\u{1b}[") {
      text += PrintableText.escape(rest[..<start.lowerBound])
      let colour = colourCodes.map { "\u{1b}[\($0)m" }
        .first { rest[start.lowerBound...].hasPrefix($0) }
      if let colour {
        text += colour
        rest = rest[start.lowerBound...].dropFirst(colour.count)
      } else {
        text += PrintableText.escape(rest[start])
        rest = rest[start.upperBound...]
      }
    }
    return text + PrintableText.escape(rest)
  }

  /// Writes all bytes.
  ///
  /// - Returns: false if the system takes no more; errno says why.
  static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
