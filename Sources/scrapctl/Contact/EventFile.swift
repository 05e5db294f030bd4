// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file that takes events, a line each, as they happen.
final class EventFile {
  private let file: Int32
  private let path: String
  /// Why it is not whole.
  private(set) var fault: String?

  /// Makes the file anew.
  ///
  /// - Throws: status 74.
  init(_ path: String) throws(Failure) {
    self.path = path
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      throw Failure(
        Failure.store, "\(path): " + String(cString: strerror(errno)))
    }
  }

  deinit { if file >= 0 { close(file) } }

  /// Writes a line; after a failure no more.
  func write(_ line: String) {
    guard fault == nil else { return }
    if !Console.write(Array((line + "\n").utf8), to: file) {
      fault = "\(path): " + String(cString: strerror(errno))
    }
  }
}
