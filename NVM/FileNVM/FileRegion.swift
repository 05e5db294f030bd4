// SPDX-License-Identifier: Apache-2.0

public import ScrapJournal

/// One copy of a journal: a half of a file or block device.
public struct FileRegion: NVMRegion, ~Copyable {
  let file: BackingFile
  let start: UInt64
  /// That of the file: program unit 16, or 512 on a block device.
  public let geometry: NVMGeometry
  /// What an erase writes; made once, so that no mark asks for memory.
  private let blank: [UInt8]

  init(file: BackingFile, start: UInt64, geometry: NVMGeometry) {
    self.file = file
    self.start = start
    self.geometry = geometry
    self.blank = [UInt8](
      repeating: 0xff, count: Int(geometry.eraseByteCount))
  }

  /// Reads through to the file; what lies behind its end has failed.
  public func read(
    at offset: UInt64, into bytes: inout MutableRawSpan
  ) throws(NVMError) {
    let isRead = bytes.withUnsafeMutableBytes {
      file.read(into: $0, at: start + offset)
    }
    guard isRead else { throw .failed }
  }

  /// Writes through to the file's cache; `sync` makes it durable.
  public mutating func program(
    _ bytes: RawSpan, at offset: UInt64
  ) throws(NVMError) {
    let isWritten = bytes.withUnsafeBytes {
      file.write($0, at: start + offset)
    }
    guard isWritten else { throw .failed }
  }

  /// One pass of fill.
  public mutating func erase(at offset: UInt64) throws(NVMError) {
    let isWritten = blank.withUnsafeBytes {
      file.write($0, at: start + offset)
    }
    guard isWritten else { throw .failed }
  }

  /// `fdatasync`.
  public mutating func sync() throws(NVMError) {
    guard file.synchronise() else { throw .failed }
  }
}
