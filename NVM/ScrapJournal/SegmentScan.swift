// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Walks over the slots of a segment and decides, by `SlotDecision`, what
/// became of those that hold no whole record. Their position is known only when
/// something whole follows, so the undecided ones are kept as a run.
struct SegmentScan {
  /// Slots of which a mark that was answered may be gone.
  private(set) var lost = LostSlots()
  /// Behind the last slot whose record stands for certain.
  private(set) var certainEnd: UInt32 = 1
  /// Behind the last slot that is written in either copy.
  private(set) var writtenEnd: UInt32 = 1
  /// The number, since the ring began, of slot 0.
  private let firstSequence: UInt64
  /// The newest slot that is known to have been answered, counted likewise: its
  /// record speaks for all before it.
  private let answeredSequence: UInt64
  /// The first undecided slot.
  private var runStart: UInt32?
  private var lostInside = LostSlots()
  private var lostAtTail = LostSlots()
  private var isClosed = false

  init(firstSequence: UInt64, answeredSequence: UInt64 = 0) {
    self.firstSequence = firstSequence
    self.answeredSequence = answeredSequence
  }

  /// Takes the next slot; `gap` is that of its record, if it is whole.
  mutating func take(
    _ slot: UInt32, a: SlotState, b: SlotState, gap: UInt8
  ) {
    // Nearly every slot of nearly every start.
    if a == .good, b == .good, runStart == nil, !isClosed {
      writtenEnd = slot + 1
      certainEnd = slot + 1
      return
    }
    if a == .bad || a == .good || b == .bad || b == .good {
      writtenEnd = slot + 1
    }
    if isClosed { return }
    if SlotDecision.decide(a, b, .inside) != .used {
      if runStart == nil { runStart = slot }
      let sequence = firstSequence + UInt64(slot)
      if SlotDecision.decide(a, b, .inside) == .loss {
        lostInside.add(sequence)
      }
      if SlotDecision.decide(a, b, .tail) == .loss { lostAtTail.add(sequence) }
      return
    }
    // A record that B does not have may be half a write, and read otherwise the
    // next time; not the newest that was answered, if an anchor names it. What
    // it says of the slots before it is true all the same.
    let isCertain =
      a != .good || b != .blank
      || firstSequence + UInt64(slot) == answeredSequence
    if let start = runStart {
      let voidCount = UInt32(gap) * Record.gapUnit
      let isCovered = slot - start <= voidCount
      if !isCovered, isCertain {
        lost.add(lostInside, before: firstSequence + UInt64(slot - voidCount))
      }
      if isCovered || isCertain { endRun() }
    }
    if isCertain { certainEnd = slot + 1 }
  }

  /// The segment ends here: what follows is void.
  mutating func close() {
    if runStart != nil { lost.add(lostInside) }
    endRun()
    isClosed = true
  }

  /// The slots seen last are the tail of the newest segment.
  mutating func finish() {
    if let start = runStart, firstSequence + UInt64(start) <= answeredSequence {
      // What follows it was no half write: a device that lied has kept a part.
      lost.add(lostInside, before: answeredSequence + 1)
    } else {
      lost.add(lostAtTail)
    }
    endRun()
  }

  private mutating func endRun() {
    runStart = nil
    lostInside = LostSlots()
    lostAtTail = LostSlots()
  }
}
