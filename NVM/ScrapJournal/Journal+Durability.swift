// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapReplay

/// Which records are there at every later start, or missed.
extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  /// Whether a mark's record is whole in both copies, or would be missed once
  /// it is gone: copy B has been begun, so copy A was whole, and no later
  /// record passes over it. That of a revocation must be there to be read.
  @inline(never)
  public mutating func isDurable(_ mark: SlotMark) -> Bool {
    guard now.phase == .ready, let place = place(ofRingSlot: mark.slot) else {
      return false
    }
    if mark.isRevocation, record(at: place, of: mark.key)?.isRevocation != true
    {
      return false
    }
    let pair = records(at: place)
    if pair.a != nil, pair.b != nil { return true }
    return isBlankInB(place) == false && !isVoid(place)
  }

  /// Whether nobody would miss what a slot holds: a later record's gap, the
  /// next segment's header, or the next append says so.
  @inline(never)
  private mutating func isVoid(_ place: SlotPlace) -> Bool {
    var end = now.voidFrom
    if place.segment != now.control.currentSegment {
      var trail = HeaderTrail()
      end = usedCount(of: place.segment, &trail)
    }
    if place.slot >= end { return true }
    var later = place
    for distance in 1...UInt32(Record.gapMax) * Record.gapUnit {
      later.slot = place.slot + distance
      guard later.slot < layout.slotsPerSegment else { break }
      let gap = records(at: later).either?.gap ?? 0
      if distance <= UInt32(gap) * Record.gapUnit { return true }
    }
    return false
  }

  /// Whether copy B of a slot reads blank; nil if it cannot be read.
  @inline(never)
  func isBlankInB(_ place: SlotPlace) -> Bool? {
    do throws(JournalError) {
      return try read(
        .b, at: layout.offset(ofSlot: place.slot, segment: place.segment),
        byteCount: JournalLayout.recordByteCount
      ).isBlank
    } catch { return nil }
  }
}
