// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapJournal

/// Files that may serve as anchors. Another file named by mistake, a key or
/// the store itself, is never written.
extension FileAnchor {
  /// Opens the anchor of a store that is there.
  ///
  /// - Throws: `anchorNotFound`, `anchorIsStore`, `notAnchor`, `notFile`,
  ///   `locked`, `readOnly`, `systemFailed`.
  static func openFile(
    _ path: String?, of store: BackingFile, access: FileAccess
  ) throws(FileStoreError) -> BackingFile? {
    guard let path else { return nil }
    guard !store.isAlso(at: path) else { throw .anchorIsStore(path: path) }
    return try openExisting(path, access)
  }

  /// Opens a store's anchor, or makes a blank one where none is: a store that
  /// was made without it then counts as lost until it is reset.
  ///
  /// - Throws: As `openFile` but `anchorNotFound`; `diskFull`.
  static func makeFile(
    _ path: String?, forStoreAt storePath: String
  ) throws(FileStoreError) -> BackingFile? {
    guard let path else { return nil }
    guard !isSamePlace(path, storePath) else {
      throw .anchorIsStore(path: path)
    }
    do throws(FileStoreError) {
      let file = try openExisting(path, .writing)
      if !file.isBlockDevice {
        try file.reserve(byteCount: geometry.byteCount)
      }
      return file
    } catch {
      guard case .anchorNotFound = error else { throw error }
    }
    let descriptor = Glibc.open(
      path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let code = errno
      if code == EROFS || code == EACCES { throw .readOnly(path: path) }
      throw .systemFailed(path: path, operation: "create", errno: code)
    }
    let file = try BackingFile(path: path, descriptor: descriptor)
    try file.reserve(byteCount: geometry.byteCount)
    return file
  }

  private static func openExisting(
    _ path: String, _ access: FileAccess
  ) throws(FileStoreError) -> BackingFile {
    let file: BackingFile
    do throws(FileStoreError) {
      file = try BackingFile.open(path: path, access: access)
    } catch {
      if case .notFound = error { throw .anchorNotFound(path: path) }
      throw error
    }
    let byteCount = try file.byteCount()
    let isAnchor =
      file.isBlockDevice
      ? byteCount >= geometry.byteCount
      : byteCount == 0 || byteCount == geometry.byteCount
    guard isAnchor else {
      throw .notAnchor(
        path: path, expectedByteCount: geometry.byteCount,
        foundByteCount: byteCount)
    }
    return file
  }

  /// Whether two paths name one place, though nothing may be there yet.
  private static func isSamePlace(_ a: String, _ b: String) -> Bool {
    var statusA = stat()
    var statusB = stat()
    if stat(a, &statusA) == 0, stat(b, &statusB) == 0 {
      return statusA.st_dev == statusB.st_dev
        && statusA.st_ino == statusB.st_ino
    }
    return resolved(a) == resolved(b)
  }

  /// A path with its directory's true name.
  private static func resolved(_ path: String) -> String {
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { String(path[...$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard let start = realpath(directory, nil) else { return path }
    defer { free(start) }
    return "\(String(cString: start))/\(name)"
  }
}
