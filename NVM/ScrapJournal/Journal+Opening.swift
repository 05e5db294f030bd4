// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapReplay

/// Opening the next segment, over the oldest.
extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  /// Sectors that one call tries before it gives up.
  private static var placesPerCall: UInt64 { 4 }
  /// Times that a sector is tried before it is passed over.
  private static var triesPerPlace: Int { 2 }

  /// Opens the segment after the current one.
  ///
  /// Each step is durable before the next: floor E above everything that goes,
  /// with the intent; both places erased; both headers; the new current
  /// segment. A cut between them leaves the old current segment in force. A
  /// sector that cannot be erased or written is passed over until its next
  /// turn; a number that was tried once is never left for a smaller one, so
  /// that what a failed try left cannot be taken for a later segment.
  ///
  /// - Throws: `full` if the oldest segment has a live record; nothing was
  ///   written then. `lossDetected`, `mediumFailed`.
  @inline(never)
  mutating func openSegment(loSeconds: UInt64) throws(JournalError) {
    let control = now.control
    let first = max(control.intentSegment, control.currentSegment + 1)
    let end = min(
      control.currentSegment + 1 + UInt64(SegmentHeader.skippedCountMax),
      control.currentSegment + UInt64(layout.segmentCount) - 1)
    let last = min(end, first + Self.placesPerCall - 1)
    var number = first
    while true {
      try declareIntent(number, loSeconds: loSeconds)
      if try prepare(number, isLast: number >= last) { break }
      number += 1
    }
    try enter(number, loSeconds: loSeconds)
  }

  /// Makes durable that segment `number` is next, and that what lies there may
  /// go.
  @inline(never)
  private mutating func declareIntent(
    _ number: UInt64, loSeconds: UInt64
  ) throws(JournalError) {
    var intent = now.control
    if intent.intentSegment < number {
      var survey = SegmentSurvey()
      let ring = UInt64(layout.segmentCount)
      if number > ring, self.survey(number - ring, into: &survey) {
        now.phase = .loss
        throw .lossDetected
      }
      guard allow(&intent, number, after: survey, loSeconds: loSeconds) else {
        throw .full
      }
    } else if !now.needsReservation {
      // Durable for certain, and nothing has failed since.
      return
    }
    try writeControl(intent)
  }

  /// Notes in a control record that segment `number` may be opened over what
  /// the survey found; false if something there is still live.
  @inline(never)
  private mutating func allow(
    _ control: inout ControlRecord, _ number: UInt64,
    after survey: SegmentSurvey, loSeconds: UInt64
  ) -> Bool {
    if let latest = survey.latestExpirySeconds,
      UInt64(latest) >= control.expiryFloorInForceSeconds
    {
      guard UInt64(latest) < loSeconds else { return false }
      control.expiryFloorSeconds = loSeconds
    }
    control.intentSegment = number
    now.ledgerHorizonSeconds = max(
      now.ledgerHorizonSeconds, survey.latestTaskSeconds)
    return true
  }

  /// Erases the place of a segment and writes its header; false if the medium
  /// does not let us, unless it is the last that is tried.
  @inline(never)
  private mutating func prepare(
    _ number: UInt64, isLast: Bool
  ) throws(JournalError) -> Bool {
    for attempt in 1...Self.triesPerPlace {
      do throws(JournalError) {
        try eraseBoth(at: layout.offset(ofSegment: number))
        try writeHeader(number)
        return true
      } catch {
        now.needsReservation = true
        if isLast && attempt == Self.triesPerPlace { throw error }
      }
    }
    return false
  }

  @inline(never)
  private mutating func writeHeader(
    _ number: UInt64
  ) throws(JournalError) {
    let skipped = number - now.control.currentSegment - 1
    let header = SegmentHeader(
      number: number, previousUsedCount: now.voidFrom,
      ledgerHorizonSeconds: now.latestTaskSeconds,
      skippedCount: UInt32(truncatingIfNeeded: skipped))
    for turn in 0..<2 {
      let copy = CopyName.at(turn)
      let slot = image.part(from: 0, byteCount: Int(layout.slotByteCount))
      header.encode(into: slot, identity: identity(copy))
      try writeImage(
        byteCount: slot.count, to: copy,
        at: layout.offset(ofSegment: number))
    }
  }

  /// Makes a prepared segment the current one. If nothing is live in the one
  /// that will go next, the same record says so, and saves one then.
  @inline(never)
  private mutating func enter(
    _ number: UInt64, loSeconds: UInt64
  ) throws(JournalError) {
    var opened = now.control
    opened.currentSegment = number
    opened.intentSegment = number
    opened.reservedSlotEnd = 0
    let ring = UInt64(layout.segmentCount)
    var survey = SegmentSurvey()
    // Where it may not go, the next opening will say why.
    if number + 1 > ring, !self.survey(number + 1 - ring, into: &survey) {
      _ = allow(&opened, number + 1, after: survey, loSeconds: loSeconds)
    }
    try writeControl(opened)
    now.needsReservation = false
    now.newestSegment = number
    now.nextSlot = 1
    now.voidFrom = 1
    now.failedWriteCount = 0
  }

  /// Reads a segment that is to go as recovery would; true if a record of it is
  /// gone, whose expiry nobody knows.
  @inline(never)
  private mutating func survey(
    _ segment: UInt64, into survey: inout SegmentSurvey
  ) -> Bool {
    var trail = HeaderTrail()
    if isSkipped(segment, upTo: now.control.currentSegment, &trail) {
      return false
    }
    return !lostSlots(of: segment, &trail, into: &survey).isEmpty
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
