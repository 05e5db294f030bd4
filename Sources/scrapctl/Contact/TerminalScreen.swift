// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// A terminal that shows one picture and gives keys one by one. What it was
/// before comes back with `leave`.
final class TerminalScreen {
  private var settings = termios()
  private var isEntered = false
  // The other screen, no cursor; and back.
  private static let entry = "\u{1b}[?1049h\u{1b}[?25l"
  private static let exit = "\u{1b}[?25h\u{1b}[?1049l"

  deinit { leave() }

  /// Takes the terminal over.
  ///
  /// - Returns: false if it is none, or gone.
  func enter() -> Bool {
    guard !isEntered else { return true }
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return false }
    var raw = settings
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    withUnsafeMutableBytes(of: &raw.c_cc) { bytes in
      bytes[Int(VMIN)] = 0
      bytes[Int(VTIME)] = 0
    }
    isEntered = true
    guard tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0, write(Self.entry)
    else {
      leave()
      return false
    }
    return true
  }

  /// Gives it back as it was.
  func leave() {
    guard isEntered else { return }
    isEntered = false
    _ = write(Self.exit)
    tcsetattr(STDIN_FILENO, TCSANOW, &settings)
  }

  /// Columns and rows; 80 by 24 if the terminal does not say.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard scrap_terminal_size(STDOUT_FILENO, &size) == 0, size.ws_col > 0,
      size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Shows lines from the top; false if the terminal is gone.
  func show(_ lines: [String]) -> Bool {
    var text = ""
    for (index, line) in lines.enumerated() {
      text += "\u{1b}[\(index + 1);1H\u{1b}[2K" + line
    }
    return write(text + "\u{1b}[0J")
  }

  /// The next key; nil if none was pressed. Never waits: somebody else may have
  /// set the line so that a read does.
  ///
  /// - Returns: false as the second value if the terminal is gone.
  func key() -> (byte: UInt8?, isThere: Bool) {
    var file = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&file, 1, 0) > 0 else { return (nil, true) }
    var byte: UInt8 = 0
    let count = read(STDIN_FILENO, &byte, 1)
    if count == 1 { return (byte, true) }
    return (nil, count == 0 || errno == EINTR || errno == EAGAIN)
  }

  private func write(_ text: String) -> Bool {
    Console.write(Array(text.utf8), to: STDOUT_FILENO)
  }
}
