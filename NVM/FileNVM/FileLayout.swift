// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapJournal

/// How a store lies in a file or on a block device: copy A in the first half,
/// copy B behind it.
struct FileLayout {
  var layout: JournalLayout
  var entryCapacity: UInt32
  var ledgerCapacity: UInt32

  static let controlSectorCount: UInt32 = 4
  /// The greatest capacity that a replay store takes.
  static let capacityMax: UInt32 = 16_777_214

  /// Bytes of both copies.
  var byteCount: UInt64 { 2 * layout.geometry.byteCount }

  /// The layout for a new store: room for two full caches, and no fewer than
  /// four segments.
  init?(isBlockDevice: Bool, entryCapacity: UInt32, ledgerCapacity: UInt32) {
    let unit: UInt32 = isBlockDevice ? 512 : 16
    let erase: UInt32 = isBlockDevice ? 65_536 : 4_096
    let slots = isBlockDevice ? erase / 512 : erase / 48
    let marks = 2 * UInt64(entryCapacity)
    let segments = max(4, (marks + UInt64(slots) - 2) / UInt64(slots - 1) + 1)
    self.init(
      unit: unit, erase: erase, segments: segments,
      controlSectors: Self.controlSectorCount, entryCapacity: entryCapacity,
      ledgerCapacity: ledgerCapacity)
  }

  /// The layout that a control record speaks of.
  init?(isBlockDevice: Bool, peek: ControlPeek) {
    guard peek.version == ControlRecord.version else { return nil }
    self.init(
      unit: isBlockDevice ? 512 : 16, erase: peek.eraseByteCount,
      segments: UInt64(peek.segmentCount),
      controlSectors: peek.controlSectorCount,
      entryCapacity: peek.entryCapacity, ledgerCapacity: peek.ledgerCapacity)
  }

  private init?(
    unit: UInt32, erase: UInt32, segments: UInt64, controlSectors: UInt32,
    entryCapacity: UInt32, ledgerCapacity: UInt32
  ) {
    // All of these may come from a file: no sum or product before its check.
    guard
      erase <= 1 << 24, segments <= UInt64(UInt32.max),
      entryCapacity > 0, entryCapacity <= Self.capacityMax,
      ledgerCapacity <= Self.capacityMax
    else { return nil }
    let geometry = NVMGeometry(
      byteCount: (segments + UInt64(controlSectors)) * UInt64(erase),
      programByteCount: unit, eraseByteCount: erase)
    guard
      let layout = JournalLayout(
        geometry: geometry, controlSectorCount: controlSectors)
    else { return nil }
    self.layout = layout
    self.entryCapacity = entryCapacity
    self.ledgerCapacity = ledgerCapacity
  }

  /// Looks for any whole image of a control record, in the places where both
  /// kinds of files have them.
  static func peek(_ file: BackingFile) throws(FileStoreError) -> ControlPeek? {
    let byteCount = ControlPeek.byteCount
    let image = UnsafeMutableRawBufferPointer.allocate(
      byteCount: byteCount, alignment: 8)
    defer { image.deallocate() }
    let fileByteCount = try file.byteCount()
    // Images begin at multiples of 256 bytes, copy B's in the second half.
    let copyByteCount = fileByteCount / 2 / 4_096 * 4_096
    let step = UInt64(file.isBlockDevice ? 512 : 256)
    let sector: UInt64 = file.isBlockDevice ? 65_536 : 4_096
    let span = UInt64(controlSectorCount) * sector
    var otherVersion: ControlPeek?
    for start in [0, copyByteCount] {
      var offset = start
      while offset < start + span, offset + UInt64(byteCount) <= fileByteCount {
        guard file.read(into: image, at: offset) else { return nil }
        if let peek = ControlPeek(reading: image) {
          if peek.version == ControlRecord.version { return peek }
          otherVersion = peek
        }
        offset += step
      }
    }
    return otherVersion
  }
}
