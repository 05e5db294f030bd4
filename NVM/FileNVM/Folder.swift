// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The folder that a file's name stands in.
public enum Folder {
  /// A call that failed.
  public struct Failure: Error, Equatable, Sendable {
    /// The call's name.
    public let operation: String
    /// What the system said.
    public let errno: Int32
  }

  /// The folder of a file, by the file's path.
  public static func of(path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }

  /// Makes the names in a folder durable: without it, a power cut may take back
  /// a new file or a new name.
  ///
  /// - Throws: the call that failed.
  public static func sync(_ folder: String) throws(Failure) {
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(operation: "open", errno: Glibc.errno)
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw Failure(operation: "fsync", errno: Glibc.errno)
    }
  }
}
