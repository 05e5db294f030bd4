// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapReplay

/// Control records: floors, the current segment and the intent.
extension Journal where Region: ~Copyable {
  /// Writes a control record, both images to copy A, then to copy B, each read
  /// back. The record in force changes only when all is durable.
  ///
  /// - Throws: `mediumFailed`; a restart may find the new record or the one in
  ///   force.
  mutating func writeControl(
    _ record: ControlRecord
  ) throws(JournalError) {
    let sequence = try openControlPosition()
    var written = record
    written.sequence = sequence
    // Floor E only ever follows trusted time, so it is a time mark too.
    timeMarkSeconds = max(timeMarkSeconds, record.expiryFloorSeconds)
    written.timeMarkSeconds = max(record.timeMarkSeconds, timeMarkSeconds)
    // A position is used once, whatever becomes of the write; should it fail,
    // the medium may later show either record.
    nextControlSequence = sequence + 1
    let neededReservation = needsReservation
    needsReservation = true
    for turn in 0..<2 {
      let copy = CopyName.at(turn)
      encodeControl(written, for: copy)
      try writeImage(
        byteCount: 2 * layout.controlImageByteCount, to: copy,
        at: layout.offset(ofControl: sequence))
    }
    control = written
    hasControl = true
    certainControlSequence = sequence
    needsReservation = neededReservation
  }

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
  private mutating func openControlPosition() throws(JournalError) -> UInt64 {
    let positions = UInt64(layout.positionsPerSector)
    var sequence = nextControlSequence
    while sequence % positions != 0 {
      let offset = layout.offset(ofControl: sequence)
      let byteCount = 2 * layout.controlImageByteCount
      if try isBlank(.a, at: offset, byteCount: byteCount),
        try isBlank(.b, at: offset, byteCount: byteCount)
      {
        return sequence
      }
      sequence += 1
    }
    while holdsControl(sequence) { sequence += positions }
    nextControlSequence = sequence
    try sweepControl(except: sequence)
    try eraseBoth(at: layout.offset(ofControl: sequence))
    return sequence
  }

  /// Erases the sectors that nobody needs, once after a restart: a cut may have
  /// left a record there that reads blank now, has a higher number than the
  /// next one, and could come into force later.
  private mutating func sweepControl(
    except target: UInt64
  ) throws(JournalError) {
    guard needsControlSweep else { return }
    var sequence = target
    for _ in 1..<layout.controlSectorCount {
      sequence += UInt64(layout.positionsPerSector)
      if holdsControl(sequence) { continue }
      try eraseBoth(at: layout.offset(ofControl: sequence))
    }
    needsControlSweep = false
  }

  /// Whether the sector of a position holds the record in force, or the newest
  /// one that is certain, which is in copy B, too: the one in force may be half
  /// a write and read otherwise the next time. Of three sectors one is free.
  private func holdsControl(_ sequence: UInt64) -> Bool {
    guard hasControl else { return false }
    let positions = UInt64(layout.positionsPerSector)
    let sectors = UInt64(layout.controlSectorCount)
    let sector = (sequence / positions) % sectors
    return sector == (control.sequence / positions) % sectors
      || sector == (certainControlSequence / positions) % sectors
  }

  /// What the four images of one position say.
  struct ControlPosition {
    /// The newest whole image.
    var newest: ControlRecord?
    /// Whole images of that number.
    var count = 0
    /// Copy B is not blank: copy A had been whole.
    var isBegunInB = false
    var isOtherFormat = false
  }

  /// Adopts the newest control record that is seen at least twice, so that
  /// chance cannot raise a floor.
  ///
  /// - Returns: Whether a newer one was written and is lost.
  /// - Throws: `blank`, `otherFormat`, `mediumFailed`.
  mutating func recoverControl() throws(JournalError) -> Bool {
    hasControl = false
    certainControlSequence = 0
    var isOtherFormat = false
    var newestLost: UInt64 = 0
    var oldest = UInt64.max
    let total =
      UInt64(layout.positionsPerSector) * UInt64(layout.controlSectorCount)
    var place: UInt64 = 0
    while place < total {
      let found = try readControl(at: place)
      isOtherFormat = isOtherFormat || found.isOtherFormat
      if let newest = found.newest {
        if found.count >= 2 {
          oldest = min(oldest, newest.sequence)
          if !hasControl || newest.sequence > control.sequence {
            control = newest
            hasControl = true
          }
          if found.isBegunInB {
            certainControlSequence = max(
              certainControlSequence, newest.sequence)
          }
        } else if found.isBegunInB {
          newestLost = max(newestLost, newest.sequence)
        }
      }
      place += 1
    }
    guard hasControl else { throw isOtherFormat ? .otherFormat : .blank }
    // Copy B may read blank though it was begun. What was kept longest was
    // relied on: everything else is erased before a new record.
    if certainControlSequence == 0 { certainControlSequence = oldest }
    let isTailLost = try isControlTailLost()
    // Begin with an erased sector: what reads blank may have been begun.
    let positions = UInt64(layout.positionsPerSector)
    nextControlSequence =
      (max(control.sequence, newestLost) / positions + 1) * positions
    return isTailLost || newestLost > control.sequence
  }

  /// Whether a record after the adopted one in its sector was completed in
  /// copy A and is now in neither copy.
  private mutating func isControlTailLost() throws(JournalError) -> Bool {
    let positions = UInt64(layout.positionsPerSector)
    var sequence = control.sequence + 1
    while sequence % positions != 0 {
      if try readControl(at: sequence).isBegunInB { return true }
      sequence += 1
    }
    return false
  }

  /// Reads the position of a control record, given its number or its place.
  private func readControl(
    at sequence: UInt64
  ) throws(JournalError) -> ControlPosition {
    var position = ControlPosition()
    let total =
      UInt64(layout.positionsPerSector) * UInt64(layout.controlSectorCount)
    for turn in 0..<2 {
      let copy = CopyName.at(turn)
      for index in 0..<2 {
        let bytes = try read(
          copy,
          at: layout.offset(ofControl: sequence)
            + UInt64(index * layout.controlImageByteCount),
          byteCount: JournalLayout.controlByteCount)
        let bits = bytes.programmedBitCount()
        if copy == .b, bits > Self.blankBitCountMax {
          position.isBegunInB = true
        }
        do throws(JournalError) {
          let record = try ControlRecord(
            decoding: bytes, imageIndex: UInt8(index), copy: copy,
            layout: layout)
          guard record.sequence % total == sequence % total else { continue }
          position.count(record)
        } catch {
          if error == .otherFormat { position.isOtherFormat = true }
        }
      }
    }
    return position
  }
}

extension Journal.ControlPosition where Region: ~Copyable {
  /// Counts a whole image.
  mutating func count(_ record: ControlRecord) {
    if let known = newest, known.sequence > record.sequence { return }
    if newest != record { count = 0 }
    newest = record
    count += 1
  }
}
