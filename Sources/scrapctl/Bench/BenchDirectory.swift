// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapBench

/// A directory of the benchmark's own, removed when it is done.
struct BenchDirectory {
  let path: String

  /// Makes the directory.
  ///
  /// - Throws: status 74 if it cannot be made.
  init(in parent: String) throws(Failure) {
    var template = Array((parent + "/scrap-bench-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Failure(
        Failure.store,
        "\(parent): expected a directory to write in, found "
          + String(cString: strerror(errno)))
    }
    path = String(
      decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
  }

  /// Removes the directory and the two files that the durable cases make.
  func remove() {
    for name in BenchFiles.names { unlink(path + "/" + name) }
    rmdir(path)
  }
}
