// SPDX-License-Identifier: Apache-2.0

import Glibc
public import ScrapJournal

/// A tail anchor in a small file of its own, or none. Only on another device
/// than the store does it say anything.
public struct FileAnchor: TailAnchor, ~Copyable {
  private var anchor: RegionAnchor<FileRegion>?
  private let work: UnsafeMutableRawBufferPointer?

  private static let geometry = NVMGeometry(
    byteCount: 1_536, programByteCount: 16, eraseByteCount: 512)

  /// Takes a file made by `open`; nil for none.
  init(file: BackingFile?) {
    guard let file else {
      anchor = nil
      work = nil
      return
    }
    let work = UnsafeMutableRawBufferPointer.allocate(
      byteCount: RegionAnchor<FileRegion>.workByteCount(for: Self.geometry),
      alignment: 64)
    self.work = work
    anchor = RegionAnchor(
      region: FileRegion(file: file, start: 0, geometry: Self.geometry),
      work: work)
  }

  deinit { work?.deallocate() }

  /// Whether the store was opened with an anchor.
  public var isPresent: Bool { work != nil }

  /// The mark in the file; nil if it is blank, or there is no file.
  public func read() throws(NVMError) -> TailMark? { try anchor?.read() }

  /// Writes three copies, each synchronised.
  public mutating func write(_ mark: TailMark) throws(NVMError) {
    try anchor?.write(mark)
  }

  /// Opens an anchor's file, or makes a blank one: a store that was made without
  /// it then counts as lost until it is reset.
  ///
  /// - Throws: `locked`, `readOnly`, `diskFull`, `systemFailed`.
  static func open(path: String?) throws(FileStoreError) -> BackingFile? {
    guard let path else { return nil }
    let file = try openOrMake(path)
    if try file.byteCount() < geometry.byteCount {
      try file.reserve(byteCount: geometry.byteCount)
    }
    return file
  }

  private static func openOrMake(
    _ path: String
  ) throws(FileStoreError) -> BackingFile {
    do throws(FileStoreError) {
      return try BackingFile.open(path: path)
    } catch {
      guard case .notFound = error else { throw error }
    }
    let descriptor = Glibc.open(
      path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let code = errno
      if code == EROFS || code == EACCES { throw .readOnly(path: path) }
      throw .systemFailed(path: path, operation: "create", errno: code)
    }
    return try BackingFile(path: path, descriptor: descriptor)
  }
}
