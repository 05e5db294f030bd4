// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Texts as files.
enum TextFile {
  /// Replaces a file whole.
  ///
  /// - Throws: status 74.
  static func write(_ text: String, to path: String) throws(Failure) {
    do {
      try Data(text.utf8).write(
        to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Failure(Failure.store, "\(path): cannot be written")
    }
  }
}
