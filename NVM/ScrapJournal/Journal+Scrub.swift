// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapReplay

/// Looking after the medium in idle time.
extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  /// Looks at the control block, or at one segment, in both copies; the next
  /// call goes on behind it. A control record of which an image is damaged is
  /// written anew; of a damaged mark the caller is told, and of each slot that
  /// both copies have lost, one a call.
  ///
  /// - Throws: As `recover` did; `mediumFailed`, also where a segment has lost
  ///   more slots than can be covered.
  @inline(never)
  public mutating func scrub() throws(JournalError) -> ScrubFinding {
    wake()
    defer { rest() }
    try requireReady()
    if now.scrub.segment == 0 { return try scrubControl() }
    let current = now.control.currentSegment
    now.scrub.segment = max(now.scrub.segment, oldestSegment)
    var trail = HeaderTrail()
    while now.scrub.segment <= current,
      isSkipped(now.scrub.segment, upTo: current, &trail)
    {
      now.scrub = ScrubCursor(segment: now.scrub.segment + 1)
    }
    guard now.scrub.segment <= current else {
      now.scrub = ScrubCursor()
      return .passComplete
    }
    return try scrubSegment()
  }

  @inline(never)
  private mutating func scrubControl() throws(JournalError) -> ScrubFinding {
    now.scrub = ScrubCursor(segment: 1)
    let wholeCount = readControl(at: now.control.sequence).wholeCount(
      of: now.control)
    guard wholeCount < 4 else { return .sound }
    try writeControl(now.control)
    return .controlRepaired
  }

  @inline(never)
  private mutating func scrubSegment() throws(JournalError) -> ScrubFinding {
    let segment = now.scrub.segment
    while now.scrub.slot < layout.slotsPerSegment {
      let slot = now.scrub.slot
      now.scrub.slot += 1
      let place = SlotPlace(segment: segment, slot: slot)
      if let mark = halfMark(at: place) { return .half(mark) }
    }
    var trail = HeaderTrail()
    var survey = SegmentSurvey()
    let lost = lostSlots(of: segment, &trail, into: &survey)
    guard lost.isListed, let next = lost.first(behind: now.scrub.lostSequence)
    else {
      now.scrub = ScrubCursor(segment: segment + 1)
      // Of so many none can be covered.
      guard lost.isListed else { throw .mediumFailed }
      return .sound
    }
    now.scrub.lostSequence = next
    let slot = next % UInt64(layout.slotsPerSegment)
    guard slot > 0 else {
      now.phase = .loss
      throw .lossDetected
    }
    return .lost(
      slot: layout.ringSlot(UInt32(truncatingIfNeeded: slot), segment: segment))
  }

  /// A live mark whose record is whole in one copy only.
  @inline(never)
  private func halfMark(at place: SlotPlace) -> SlotMark? {
    let pair = records(at: place)
    guard (pair.a == nil) != (pair.b == nil), let whole = pair.either,
      UInt64(whole.expiresAtSeconds) >= now.control.expiryFloorInForceSeconds,
      whole.expiresAtSeconds > 0
    else { return nil }
    return SlotMark(
      slot: layout.ringSlot(place.slot, segment: place.segment),
      key: whole.key,
      expiresAtSeconds: whole.expiresAtSeconds,
      isRevocation: whole.isRevocation)
  }
}
