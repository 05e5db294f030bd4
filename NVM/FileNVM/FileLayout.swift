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
  init?(isSectored: Bool, entryCapacity: UInt32, ledgerCapacity: UInt32) {
    let unit: UInt32 = isSectored ? 512 : 16
    let erase: UInt32 = isSectored ? 65_536 : 4_096
    let slots = isSectored ? erase / 512 : erase / 48
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
    // A record of no layout that is made here is of another geometry.
    let isSectored =
      isBlockDevice
      || peek.slotByteCount == 512 && peek.eraseByteCount == 65_536
    self.init(
      unit: isSectored ? 512 : 16, erase: peek.eraseByteCount,
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
  /// kinds of files have them. What cannot be read is passed over, and leaves
  /// its trace in `lastError`.
  static func peek(
    _ file: BackingFile
  ) throws(FileStoreError) -> FoundControl? {
    let image = UnsafeMutableRawBufferPointer.allocate(
      byteCount: ControlPeek.byteCount, alignment: 8)
    defer { image.deallocate() }
    var otherVersion: FoundControl?
    for (turn, places) in try controlPlaces(file).enumerated() {
      for offset in places where file.read(into: image, at: offset) {
        guard let peek = ControlPeek(reading: image) else { continue }
        let found = FoundControl(
          peek: peek, isSwapped: (peek.copyIndex == 0) != (turn == 0))
        if found.otherVersion == nil { return found }
        otherVersion = found
      }
    }
    return otherVersion
  }

  /// Where images may begin: at multiples of 256 bytes, or 512 on a device, in
  /// copy A's control sectors, then in copy B's. Those begin in the middle of a
  /// file; on a device any erase unit may be the first, and each control
  /// sector in use begins with an image.
  private static func controlPlaces(
    _ file: BackingFile
  ) throws(FileStoreError) -> [StrideTo<UInt64>] {
    let byteCount = try file.byteCount()
    let step: UInt64 = file.isBlockDevice ? 512 : 256
    let sector: UInt64 = file.isBlockDevice ? 65_536 : 4_096
    let span = UInt64(controlSectorCount) * sector
    let end = byteCount - min(byteCount, UInt64(ControlPeek.byteCount) - 1)
    let copyA = stride(from: 0, to: min(span, end), by: Int(step))
    let half = byteCount / 2 / sector * sector
    if file.isBlockDevice {
      let last = min(half + span, end)
      return [
        copyA, stride(from: span, to: last, by: Int(sector)),
        stride(from: span + step, to: last, by: Int(sector)),
      ]
    }
    return [
      copyA, stride(from: half, to: min(half + span, end), by: Int(step)),
    ]
  }
}
