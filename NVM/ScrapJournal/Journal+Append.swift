// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapReplay

/// Writing marks.
extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  /// Writes to one segment that may fail in a row before the next is opened.
  private static var failedWriteCountMax: UInt32 { 2 }

  /// Makes a chain durable: one program and one sync a copy, whatever its
  /// length; now and then the next segment is opened first.
  ///
  /// - Returns: The slot of the first mark in the ring.
  /// - Throws: See `MarkJournal`.
  @inline(never)
  public mutating func append(
    _ set: borrowing MarkSet
  ) throws(JournalError) -> UInt32 {
    wake()
    defer { rest() }
    try requireReady()
    let lo = set.loSeconds
    let hi = set.hiSeconds
    guard hi <= UInt64(UInt32.max), hi - lo <= UInt64(UInt16.max) else {
      throw .outOfRange
    }
    var batch = RecordBatch()
    if set.isRevocation {
      for part in 0..<set.count { batch.append(record(part, of: set)) }
    } else {
      for part in 0..<set.count { batch.append(Record(part: part, of: set)) }
    }
    let slot = try commit(&batch, loSeconds: lo)
    now.timeMarkSeconds = max(now.timeMarkSeconds, lo)
    now.latestTaskSeconds = max(now.latestTaskSeconds, hi)
    return slot
  }

  /// The record of one revocation of a set; it stands for the earlier one in
  /// the slot that the mark names, if that is the same token's and can be read,
  /// and not for what that one may stand for.
  @inline(never)
  private func record(_ part: Int, of set: borrowing MarkSet) -> Record {
    let record = Record(part: part, of: set)
    guard let place = place(ofRingSlot: set.tokens[part].earlierSlot),
      let earlier = self.record(at: place, of: record.key)
    else { return record }
    return record.standing(
      for: earlier,
      originSequence: layout.sequence(
        ofSlot: place.slot, segment: place.segment))
  }

  /// Writes a mark once more, because a copy of its record is bad: whatever
  /// becomes of that slot then is no loss.
  ///
  /// - Parameter mark: The slot, and what is known of the mark: used if neither
  ///   copy can be read. The request digest is then gone, and a repeated
  ///   request is `replayed`.
  /// - Returns: The slot of the new record.
  /// - Throws: As `append`.
  @inline(never)
  public mutating func repeatMark(
    _ mark: SlotMark
  ) throws(JournalError) -> UInt32 {
    wake()
    defer { rest() }
    try requireReady()
    guard let place = place(ofRingSlot: mark.slot) else { throw .outOfRange }
    let origin = layout.sequence(ofSlot: place.slot, segment: place.segment)
    let lo = now.timeMarkSeconds
    var batch = RecordBatch()
    if let record = record(at: place, of: mark.key) {
      batch.append(record.repeated(originSequence: origin))
    } else {
      let latest = max(now.latestTaskSeconds, lo)
      guard latest <= UInt64(UInt32.max) else { throw .outOfRange }
      batch.append(
        Record(
          repeating: mark, originSequence: origin,
          loSeconds: UInt32(truncatingIfNeeded: lo),
          widthSeconds: UInt16(
            truncatingIfNeeded: min(latest - lo, UInt64(UInt16.max)))))
    }
    return try commit(&batch, loSeconds: lo)
  }

  /// Writes records to consecutive slots, to copy A and read back, then to copy
  /// B and read back, then tells the anchor.
  ///
  /// - Returns: The slot of the first in the ring.
  @inline(never)
  private mutating func commit(
    _ batch: inout RecordBatch, loSeconds: UInt64
  ) throws(JournalError) -> UInt32 {
    let count = UInt32(batch.count)
    if !findRoom(for: count) {
      try openSegment(loSeconds: loSeconds)
      guard findRoom(for: count) else { throw .mediumFailed }
    }
    try reserve()
    let first = now.nextSlot
    let segment = now.control.currentSegment
    batch.setGap(UInt8((first - now.voidFrom) / Record.gapUnit))
    do throws(JournalError) {
      try write(batch, atSlot: first)
      try writeAnchor(
        slotSequence: layout.sequence(
          ofSlot: first + count - 1, segment: segment))
    } catch {
      noteFailedWrite(at: first)
      throw .uncertain
    }
    now.nextSlot = first + count
    now.voidFrom = now.nextSlot
    now.failedWriteCount = 0
    return layout.ringSlot(first, segment: segment)
  }

  /// The slots are never written again; the next record declares them void. A
  /// segment that fails again is left.
  @inline(never)
  private mutating func noteFailedWrite(at first: UInt32) {
    now.nextSlot = first + Record.gapUnit
    now.needsReservation = true
    now.failedWriteCount += 1
    if now.failedWriteCount >= Self.failedWriteCountMax {
      now.nextSlot = max(now.nextSlot, layout.slotsPerSegment)
    }
  }

  /// Before the first write after a restart or a failure: makes the control
  /// record certain, and remembers the slots, so that none is written twice.
  @inline(never)
  private mutating func reserve() throws(JournalError) {
    guard now.needsReservation else { return }
    var reserved = now.control
    reserved.reservedSlotEnd = now.nextSlot + Record.gapUnit
    try writeControl(reserved)
    now.needsReservation = false
  }

  @inline(never)
  private mutating func write(
    _ batch: RecordBatch, atSlot first: UInt32
  ) throws(JournalError) {
    let slotByteCount = Int(layout.slotByteCount)
    let segment = now.control.currentSegment
    for turn in 0..<2 {
      let copy = CopyName.at(turn)
      for part in 0..<batch.count {
        batch.records[part].encode(
          into: image.part(
            from: part * slotByteCount, byteCount: slotByteCount),
          identity: identity(copy),
          sequence: layout.sequence(
            ofSlot: first + UInt32(part), segment: segment))
      }
      try writeImage(
        byteCount: batch.count * slotByteCount, to: copy,
        at: layout.offset(ofSlot: first, segment: segment))
    }
  }

  /// Moves `nextSlot` to slots that are blank in both copies; false if the
  /// current segment has none left, would need a gap that a record cannot
  /// express, or cannot be read.
  @inline(never)
  private mutating func findRoom(for count: UInt32) -> Bool {
    guard now.control.currentSegment > now.control.forgivenSegment else {
      return false
    }
    let byteCount = Int(count) * Int(layout.slotByteCount)
    while now.nextSlot + count <= layout.slotsPerSegment,
      now.nextSlot - now.voidFrom <= UInt32(Record.gapMax) * Record.gapUnit
    {
      let offset = layout.offset(
        ofSlot: now.nextSlot, segment: now.control.currentSegment)
      do throws(JournalError) {
        if try isBlank(.a, at: offset, byteCount: byteCount),
          try isBlank(.b, at: offset, byteCount: byteCount)
        {
          return true
        }
        now.nextSlot += Record.gapUnit
        // A start looks no further behind the last record than one gap: should
        // this write fail and read blank, it would be taken for free.
        now.needsReservation = true
      } catch {
        now.nextSlot = layout.slotsPerSegment
      }
    }
    return false
  }
}

/// Records that are written in one program: a chain has four at most.
struct RecordBatch {
  private(set) var records = InlineArray<4, Record>(repeating: .none)
  private(set) var count = 0

  @inline(never)
  mutating func append(_ record: Record) {
    records[count] = record
    count += 1
  }

  /// The first record speaks for the slots before it.
  mutating func setGap(_ gap: UInt8) { records[0].gap = gap }
}
