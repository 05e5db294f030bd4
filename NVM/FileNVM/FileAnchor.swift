// SPDX-License-Identifier: Apache-2.0

import Glibc
public import ScrapJournal

/// A tail anchor in a small file of its own, or none. Only on another device
/// than the store does it say anything.
public struct FileAnchor: TailAnchor, ~Copyable {
  private var anchor: RegionAnchor<FileRegion>?
  private let file: BackingFile?
  private let work: UnsafeMutableRawBufferPointer?

  static let geometry = NVMGeometry(
    byteCount: 1_536, programByteCount: 16, eraseByteCount: 512)

  /// Takes a file made by `openFile` or `makeFile`; nil for none.
  init(file: BackingFile?) {
    self.file = file
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

  /// The mark in the file; nil if it is blank or empty, or there is no file.
  public func read() throws(NVMError) -> TailMark? {
    // A file that was just made has no bytes to read yet.
    if let file, (try? file.byteCount()) == 0 { return nil }
    return try anchor?.read()
  }

  /// Writes three copies, each synchronised.
  public mutating func write(_ mark: TailMark) throws(NVMError) {
    try anchor?.write(mark)
  }
}
