// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapReplay

/// Looking after the medium in idle time.
extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  /// Looks at the control block, or at one segment, in both copies; the next
  /// call goes on behind it. A control record of which an image is damaged is
  /// written anew; of a damaged mark the caller is told.
  ///
  /// - Throws: As `recover` did; `mediumFailed`.
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
      if let mark = halfMark(atSlot: slot, of: segment) { return .half(mark) }
    }
    now.scrub = ScrubCursor(segment: segment + 1)
    var trail = HeaderTrail()
    var survey = SegmentSurvey()
    let lost = lostSlots(of: segment, &trail, into: &survey)
    guard let first = lost.first else { return .sound }
    let slot = first % UInt64(layout.slotsPerSegment)
    guard slot > 0 else {
      now.phase = .loss
      throw .lossDetected
    }
    return .lost(
      slot: layout.ringSlot(UInt32(truncatingIfNeeded: slot), segment: segment))
  }

  /// A live mark whose record is whole in one copy only.
  @inline(never)
  private func halfMark(
    atSlot slot: UInt32, of segment: UInt64
  ) -> SlotMark? {
    let a = record(atSlot: slot, segment: segment, in: .a)
    let b = record(atSlot: slot, segment: segment, in: .b)
    guard (a == nil) != (b == nil), let whole = a ?? b,
      UInt64(whole.expiresAtSeconds) >= now.control.expiryFloorInForceSeconds,
      whole.expiresAtSeconds > 0
    else { return nil }
    return SlotMark(
      slot: layout.ringSlot(slot, segment: segment), key: whole.key,
      expiresAtSeconds: whole.expiresAtSeconds,
      isRevocation: whole.isRevocation)
  }
}
