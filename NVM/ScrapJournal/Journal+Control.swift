// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapReplay

/// Control records: floors, the current segment and the intent.
extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  /// Sectors that one call tries before it gives up.
  private static var sectorTries: Int { 4 }

  /// Writes a control record, both images to copy A, then to copy B, each read
  /// back. The record in force changes only when all is durable. A sector that
  /// fails is left for the next.
  ///
  /// - Throws: `mediumFailed`; a restart may find the new record or the one in
  ///   force.
  @inline(never)
  mutating func writeControl(
    _ record: ControlRecord
  ) throws(JournalError) {
    let neededReservation = now.needsReservation
    now.needsReservation = true
    for _ in 0..<Self.sectorTries {
      do throws(JournalError) {
        let sequence = try openControlPosition()
        try writeControl(record, at: sequence)
      } catch {
        leaveControlSector()
        continue
      }
      now.needsReservation = neededReservation
      return try writeAnchor()
    }
    throw .mediumFailed
  }

  /// Writes a control record in two sectors, so that none can take it away; in
  /// all where that ends a loss: one that stays as it is may be the next loss.
  @inline(never)
  mutating func spreadControl(_ record: ControlRecord) throws(JournalError) {
    var count = now.phase == .loss ? layout.controlSectorCount : 2
    while true {
      try writeControl(record)
      count -= 1
      if count == 0 { return }
      leaveControlSector()
    }
  }

  /// The next control record begins another sector.
  mutating func leaveControlSector() {
    let positions = UInt64(layout.positionsPerSector)
    now.nextControlSequence =
      (now.nextControlSequence / positions + 1) * positions
  }

  @inline(never)
  private mutating func writeControl(
    _ record: ControlRecord, at sequence: UInt64
  ) throws(JournalError) {
    var written = record
    written.sequence = sequence
    written.sweepCount = max(record.sweepCount, now.control.sweepCount)
    // Floor E only ever follows trusted time, so it is a time mark too.
    now.timeMarkSeconds = max(now.timeMarkSeconds, record.expiryFloorSeconds)
    written.timeMarkSeconds = max(record.timeMarkSeconds, now.timeMarkSeconds)
    // A position is used once, whatever becomes of the write; should it fail,
    // the medium may later show either record.
    now.nextControlSequence = sequence + 1
    for turn in 0..<2 {
      let copy = CopyName.at(turn)
      encodeControl(written, for: copy)
      try writeImage(
        byteCount: 2 * layout.controlImageByteCount, to: copy,
        at: layout.offset(ofControl: sequence))
    }
    now.control = written
    now.hasControl = true
    now.certainControlSequence = sequence
  }

  @inline(never)
  private func encodeControl(_ record: ControlRecord, for copy: CopyName) {
    let byteCount = layout.controlImageByteCount
    for index in 0..<2 {
      record.encode(
        into: image.part(from: index * byteCount, byteCount: byteCount),
        imageIndex: UInt8(index), copy: copy, layout: layout)
    }
  }

  /// Finds the next blank position; erases the sector when it begins one. At
  /// most one sector's positions are passed over.
  @inline(never)
  private mutating func openControlPosition() throws(JournalError) -> UInt64 {
    let positions = UInt64(layout.positionsPerSector)
    while now.nextControlSequence % positions != 0 {
      let offset = layout.offset(ofControl: now.nextControlSequence)
      let byteCount = 2 * layout.controlImageByteCount
      if try isBlank(.a, at: offset, byteCount: byteCount),
        try isBlank(.b, at: offset, byteCount: byteCount)
      {
        return now.nextControlSequence
      }
      now.nextControlSequence += 1
    }
    while holdsControl(now.nextControlSequence) {
      now.nextControlSequence += positions
    }
    if now.needsControlSweep { sweepControl() }
    try eraseBoth(at: layout.offset(ofControl: now.nextControlSequence))
    return now.nextControlSequence
  }

  /// Erases the sectors that nobody needs, once after a restart: a cut may have
  /// left a record there that reads blank now, has a higher number than the
  /// next one, and could come into force later. Where that fails, the next
  /// number leaps over any that could have been written there.
  @inline(never)
  private mutating func sweepControl() {
    let positions = UInt64(layout.positionsPerSector)
    let sectors = UInt64(layout.controlSectorCount)
    var isClean = true
    for turn in 1..<sectors {
      let sequence = now.nextControlSequence + turn * positions
      if holdsControl(sequence) { continue }
      do throws(JournalError) {
        try eraseBoth(at: layout.offset(ofControl: sequence))
      } catch { isClean = false }
    }
    if !isClean { now.nextControlSequence += 4_096 * sectors * positions }
    if now.control.sweepCount < UInt32.max { now.control.sweepCount += 1 }
    now.needsControlSweep = false
  }

  /// Whether the sector of a position holds the record in force, or the newest
  /// one that is certain, which is in copy B, too: the one in force may be half
  /// a write and read otherwise the next time. Of three sectors one is free.
  @inline(never)
  private func holdsControl(_ sequence: UInt64) -> Bool {
    guard now.hasControl else { return false }
    let positions = UInt64(layout.positionsPerSector)
    let sectors = UInt64(layout.controlSectorCount)
    let sector = (sequence / positions) % sectors
    return sector == (now.control.sequence / positions) % sectors
      || sector == (now.certainControlSequence / positions) % sectors
  }
}
