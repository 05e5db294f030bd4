// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file whose blocks are there before the first write.
final class PreparedFile {
  private let descriptor: Int32
  private let bytes = [UInt8](repeating: 0xa5, count: 64)

  init(path: String, byteCount: Int) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    let zeros = [UInt8](repeating: 0, count: byteCount)
    guard descriptor >= 0,
      write(descriptor, zeros, byteCount) == byteCount,
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
