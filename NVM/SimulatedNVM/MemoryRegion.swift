// SPDX-License-Identifier: Apache-2.0

public import ScrapJournal

/// A region of a `MemoryMedium`.
public struct MemoryRegion: NVMRegion, ~Copyable {
  let medium: MemoryMedium
  let index: Int

  /// That of the medium.
  public var geometry: NVMGeometry { medium.geometry }

  /// Reads, unless power is off, with the fault that is due.
  public func read(
    at offset: UInt64, into bytes: inout MutableRawSpan
  ) throws(NVMError) {
    try medium.read(
      at: checked(offset, byteCount: bytes.byteCount), into: &bytes)
  }

  /// Programs whole units of erased bytes, with the fault that is due.
  public mutating func program(
    _ bytes: RawSpan, at offset: UInt64
  ) throws(NVMError) {
    let unit = Int(geometry.programByteCount)
    precondition(
      Int(offset) % unit == 0 && bytes.byteCount % unit == 0,
      "whole program units")
    try medium.program(
      bytes, at: checked(offset, byteCount: bytes.byteCount), region: index)
  }

  /// Erases a whole unit, with the fault that is due.
  public mutating func erase(at offset: UInt64) throws(NVMError) {
    let unit = Int(geometry.eraseByteCount)
    precondition(Int(offset) % unit == 0, "whole erase units")
    let begin = checked(offset, byteCount: unit)
    try medium.erase(begin..<begin + unit, region: index)
  }

  /// Empties the region's part of the cache, with the fault that is due.
  public mutating func sync() throws(NVMError) {
    try medium.sync(region: index)
  }

  private func checked(_ offset: UInt64, byteCount: Int) -> Int {
    precondition(
      offset <= geometry.byteCount
        && UInt64(byteCount) <= geometry.byteCount - offset,
      "inside the region")
    return index * Int(geometry.byteCount) + Int(offset)
  }
}
