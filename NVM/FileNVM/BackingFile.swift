// SPDX-License-Identifier: Apache-2.0

import Glibc

/// An open file or block device, locked for as long as it lives.
final class BackingFile {
  let path: String
  let isBlockDevice: Bool
  private let descriptor: Int32
  /// What went wrong last while reading or writing.
  private(set) var lastError: FileStoreError?

  /// Takes an open descriptor, and locks it: shared with others that read, if
  /// it is for reading.
  init(
    path: String, descriptor: Int32, access: FileAccess = .writing
  ) throws(FileStoreError) {
    self.path = path
    self.descriptor = descriptor
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw .systemFailed(path: path, operation: "fstat", errno: code)
    }
    let kind = status.st_mode & S_IFMT
    isBlockDevice = kind == S_IFBLK
    guard isBlockDevice || kind == S_IFREG else {
      close(descriptor)
      throw .notFile(path: path)
    }
    let lock = access == .reading ? LOCK_SH : LOCK_EX
    while flock(descriptor, lock | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      close(descriptor)
      if code == EWOULDBLOCK { throw .locked(path: path) }
      throw .systemFailed(path: path, operation: "flock", errno: code)
    }
  }

  deinit { close(descriptor) }

  /// Opens what is there.
  static func open(
    path: String, access: FileAccess = .writing
  ) throws(FileStoreError) -> BackingFile {
    // Nothing waits for the other end of a pipe that is no store anyway.
    let mode = access == .reading ? O_RDONLY | O_NONBLOCK : O_RDWR
    let descriptor = Glibc.open(path, mode | O_CLOEXEC)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT: throw .notFound(path: path)
      case EROFS, EACCES, EPERM: throw .readOnly(path: path)
      case EISDIR, ENXIO: throw .notFile(path: path)
      case let code:
        throw .systemFailed(path: path, operation: "open", errno: code)
      }
    }
    return try BackingFile(
      path: path, descriptor: descriptor, access: access)
  }

  /// Whether a path leads to this very file, by whatever name.
  func isAlso(at path: String) -> Bool {
    var mine = stat()
    var other = stat()
    return fstat(descriptor, &mine) == 0 && stat(path, &other) == 0
      && mine.st_dev == other.st_dev && mine.st_ino == other.st_ino
  }

  /// Bytes in the file or device.
  func byteCount() throws(FileStoreError) -> UInt64 {
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= 0 else {
      throw .systemFailed(path: path, operation: "lseek", errno: errno)
    }
    return UInt64(end)
  }

  /// Makes a regular file at least so long, with its blocks reserved, so that
  /// no later mark meets a full disk.
  func reserve(byteCount: UInt64) throws(FileStoreError) {
    while true {
      switch posix_fallocate(descriptor, 0, off_t(byteCount)) {
      case 0: return
      case EINTR: continue
      case ENOSPC, EFBIG, EDQUOT:
        throw .diskFull(path: path, byteCount: byteCount)
      case let code:
        throw .systemFailed(
          path: path, operation: "posix_fallocate", errno: code)
      }
    }
  }

  /// Fills `target`; false if it fails or the file ends before.
  func read(
    into target: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) -> Bool {
    var done = 0
    while done < target.count {
      guard let start = target.baseAddress else { return true }
      let count = pread(
        descriptor, start + done, target.count - done,
        off_t(offset) + off_t(done))
      if count > 0 { done += count }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        return fail("read", count == 0 ? 0 : errno, offset + UInt64(done))
      }
    }
    return true
  }

  /// Writes `source`; false if it fails.
  func write(_ source: UnsafeRawBufferPointer, at offset: UInt64) -> Bool {
    var done = 0
    while done < source.count {
      guard let start = source.baseAddress else { return true }
      let count = pwrite(
        descriptor, start + done, source.count - done,
        off_t(offset) + off_t(done))
      if count > 0 { done += count }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        return fail("write", count == 0 ? EIO : errno, offset + UInt64(done))
      }
    }
    return true
  }

  /// Makes everything written durable; false if it fails. A failed sync is not
  /// tried again: the system may have dropped what it could not write.
  func synchronise() -> Bool {
    guard fdatasync(descriptor) == 0 else {
      return fail("fdatasync", errno, 0)
    }
    return true
  }

  private func fail(
    _ operation: String, _ code: Int32, _ offset: UInt64
  ) -> Bool {
    lastError = .transferFailed(
      path: path, operation: operation, errno: code, byteOffset: offset)
    return false
  }
}
