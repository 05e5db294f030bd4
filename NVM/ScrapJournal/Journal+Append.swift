// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapReplay

/// Writing marks, and opening the next segment.
extension Journal where Region: ~Copyable {
  /// Makes a chain durable: one program and one sync a copy, whatever its
  /// length; now and then the next segment is opened first.
  ///
  /// - Returns: The slot of the first mark in the ring.
  /// - Throws: See `MarkJournal`.
  public mutating func append(
    _ set: borrowing MarkSet
  ) throws(JournalError) -> UInt32 {
    try requireReady()
    let lo = set.loSeconds
    let hi = set.hiSeconds
    guard hi <= UInt64(UInt32.max), hi - lo <= UInt64(UInt16.max) else {
      throw .outOfRange
    }
    let count = UInt32(set.count)
    if try !findRoom(for: count) {
      try openSegment(loSeconds: lo)
      guard try findRoom(for: count) else { throw .mediumFailed }
    }
    try reserve()
    let first = nextSlot
    do throws(JournalError) {
      try write(set, atSlot: first)
    } catch {
      // Never written again; the next record declares them void.
      nextSlot = first + Record.gapUnit
      needsReservation = true
      throw .uncertain
    }
    nextSlot = first + count
    voidFrom = nextSlot
    timeMarkSeconds = max(timeMarkSeconds, lo)
    latestTaskSeconds = max(latestTaskSeconds, hi)
    return layout.ringSlot(first, segment: control.currentSegment)
  }

  /// Before the first write after a restart or a failure: makes the control
  /// record certain, and remembers the slots, so that none is written twice.
  private mutating func reserve() throws(JournalError) {
    guard needsReservation else { return }
    var reserved = control
    reserved.reservedSlotEnd = nextSlot + Record.gapUnit
    try writeControl(reserved)
    needsReservation = false
  }

  private mutating func write(
    _ set: borrowing MarkSet, atSlot first: UInt32
  ) throws(JournalError) {
    let slotByteCount = Int(layout.slotByteCount)
    let gap = UInt8((first - voidFrom) / Record.gapUnit)
    for turn in 0..<2 {
      let copy = CopyName.at(turn)
      for part in 0..<set.count {
        Record(part: part, of: set, gap: gap).encode(
          into: image.part(
            from: part * slotByteCount, byteCount: slotByteCount),
          identity: identity(copy),
          sequence: layout.sequence(
            ofSlot: first + UInt32(part), segment: control.currentSegment))
      }
      try writeImage(
        byteCount: set.count * slotByteCount, to: copy,
        at: layout.offset(ofSlot: first, segment: control.currentSegment))
    }
  }

  /// Moves `nextSlot` to slots that are blank in both copies; false if the
  /// current segment has none left, or would need a gap that a record cannot
  /// express.
  private mutating func findRoom(for count: UInt32) throws(JournalError) -> Bool
  {
    guard control.currentSegment > control.forgivenSegment else {
      return false
    }
    let byteCount = Int(count) * Int(layout.slotByteCount)
    while nextSlot + count <= layout.slotsPerSegment,
      nextSlot - voidFrom <= UInt32(Record.gapMax) * Record.gapUnit
    {
      let offset = layout.offset(
        ofSlot: nextSlot, segment: control.currentSegment)
      if try isBlank(.a, at: offset, byteCount: byteCount),
        try isBlank(.b, at: offset, byteCount: byteCount)
      {
        return true
      }
      nextSlot += Record.gapUnit
    }
    return false
  }

  /// Opens the segment after the current one, over the oldest.
  ///
  /// Each step is durable before the next: floor E above everything that goes,
  /// with the intent; both places erased; both headers; the new current
  /// segment. A cut between them leaves the old current segment in force.
  ///
  /// - Throws: `full` if the oldest segment has a live record; nothing was
  ///   written then. `mediumFailed`.
  private mutating func openSegment(
    loSeconds: UInt64
  ) throws(JournalError) {
    let number = control.currentSegment + 1
    let ring = UInt64(layout.segmentCount)
    var intent = control
    intent.intentSegment = number
    // With the intent durable, what lies there was allowed to go before.
    if number > ring, control.intentSegment != number {
      let oldest = try survey(number - ring)
      if let latest = oldest.latestExpirySeconds,
        UInt64(latest) >= control.expiryFloorSeconds
      {
        guard UInt64(latest) < loSeconds else { throw .full }
        intent.expiryFloorSeconds = loSeconds
      }
      ledgerHorizonSeconds = max(
        ledgerHorizonSeconds, oldest.latestTaskSeconds)
    }
    // Written again at each attempt: an earlier one may have got as far as the
    // new current segment on the medium.
    try writeControl(intent)
    try eraseBoth(at: layout.offset(ofSegment: number))
    let header = SegmentHeader(
      number: number, previousUsedCount: voidFrom,
      ledgerHorizonSeconds: latestTaskSeconds)
    for turn in 0..<2 {
      let copy = CopyName.at(turn)
      let slot = image.part(from: 0, byteCount: Int(layout.slotByteCount))
      header.encode(into: slot, identity: identity(copy))
      try writeImage(
        byteCount: slot.count, to: copy,
        at: layout.offset(ofSegment: number))
    }
    var opened = control
    opened.currentSegment = number
    opened.reservedSlotEnd = 0
    try writeControl(opened)
    needsReservation = false
    newestSegment = number
    nextSlot = 1
    voidFrom = 1
  }

  /// Reads a segment that is to go as recovery would.
  ///
  /// - Throws: `lossDetected` if a record of it is gone, whose expiry nobody
  ///   knows; `mediumFailed`.
  private mutating func survey(
    _ segment: UInt64
  ) throws(JournalError) -> SegmentSurvey {
    var survey = SegmentSurvey()
    let known = damagedSlotCount
    defer { damagedSlotCount = known }
    guard try !readSegment(segment, into: &survey) else {
      state = .loss
      throw .lossDetected
    }
    return survey
  }
}

/// What has to be known of a segment before it goes.
struct SegmentSurvey: RecordSink {
  var latestExpirySeconds: UInt32?
  var latestTaskSeconds: UInt64 = 0

  mutating func begin(floors: Floors, ledgerHorizonSeconds: UInt64) {}

  mutating func take(_ mark: RecoveredMark) {
    latestExpirySeconds = max(latestExpirySeconds ?? 0, mark.expiresAtSeconds)
    latestTaskSeconds = max(latestTaskSeconds, UInt64(mark.hiSeconds))
  }
}
