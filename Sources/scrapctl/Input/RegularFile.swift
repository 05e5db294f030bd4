// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapGround

/// A file that is read whole, as long as it is a file and not too long.
enum RegularFile {
  private static let chunkByteCount = 65_536

  /// A file's bytes. A pipe is not waited for, and no more is read than may
  /// be there.
  ///
  /// - Parameters:
  ///   - path: where it is.
  ///   - byteCountMax: bytes of the longest one.
  ///   - what: what it should be, for errors: "a receipt" for example.
  /// - Returns: all of them.
  /// - Throws: `file` if it cannot be read, `wrongValue` if it is no regular
  ///   file or too long.
  static func content(
    of path: String, byteCountMax: Int, what: String
  ) throws(GroundError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw unreadable(path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .wrongValue(
        place: path, expected: "a file", found: "something else")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: chunkByteCount)
    while bytes.count <= byteCountMax {
      let count = read(file, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(path) }
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
    throw .wrongValue(
      place: path, expected: "\(what) of at most \(byteCountMax) bytes",
      found: "more")
  }

  private static func unreadable(_ path: String) -> GroundError {
    .file(path: path, cause: String(cString: strerror(errno)))
  }
}
