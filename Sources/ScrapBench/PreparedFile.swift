// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file whose blocks are there before the first write.
final class PreparedFile {
  let descriptor: Int32
  private let bytes = [UInt8](repeating: 0xa5, count: 64)

  /// A file of zeros.
  convenience init(path: String, byteCount: Int) throws {
    let zeros = UnsafeMutableRawBufferPointer.allocate(
      byteCount: byteCount, alignment: 64)
    defer { zeros.deallocate() }
    zeros.initializeMemory(as: UInt8.self, repeating: 0)
    try self.init(path: path, bytes: UnsafeRawBufferPointer(zeros))
  }

  /// A file of these bytes, 2 GiB at most.
  init(path: String, bytes: UnsafeRawBufferPointer) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0,
      write(descriptor, bytes.baseAddress, bytes.count) == bytes.count,
      fsync(descriptor) == 0
    else { throw BenchError.file(path: path, code: errno) }
  }

  deinit { close(descriptor) }

  /// Writes and synchronises.
  func append(_ byteCount: Int, at offset: Int) {
    let written = pwrite(descriptor, bytes, byteCount, off_t(offset))
    precondition(written == byteCount, "the file takes the bytes")
    precondition(fdatasync(descriptor) == 0, "the device takes the bytes")
  }
}
