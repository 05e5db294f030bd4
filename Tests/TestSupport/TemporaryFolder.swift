// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A folder of its own for a test; goes, with the files in it, with this value.
public final class TemporaryFolder {
  /// Where it lies.
  public let path: String

  /// Makes an empty one.
  public init() {
    var name = Array("/tmp/scrap-test-XXXXXX".utf8CString)
    precondition(mkdtemp(&name) != nil, "a temporary folder can be made")
    path = String(decoding: name.dropLast().map(UInt8.init), as: UTF8.self)
  }

  deinit {
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  /// What lies in the folder.
  public var names: [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
