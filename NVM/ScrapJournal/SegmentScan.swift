// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapReplay

/// Walks over the slots of a segment and decides, by `SlotDecision`, what
/// became of those that hold no whole record. Their position is known only when
/// something whole follows, so the undecided ones are kept as a run.
struct SegmentScan {
  /// A mark that was answered may be gone.
  var isLoss = false
  /// Behind the last slot whose record stands for certain.
  private(set) var certainEnd: UInt32 = 1
  /// Behind the last slot that is written in either copy.
  private(set) var writtenEnd: UInt32 = 1
  /// The first undecided slot.
  private var runStart: UInt32?
  /// The ledger key of the chain's root, from its record on.
  var rootKey = LedgerKey.none
  private var isLossInside = false
  private var isLossAtTail = false
  private var isClosed = false

  /// Takes the next slot; `gap` is that of its record, if it is whole.
  mutating func take(
    _ slot: UInt32, a: SlotState, b: SlotState, gap: UInt8
  ) {
    if a == .bad || a == .good || b == .bad || b == .good {
      writtenEnd = slot + 1
    }
    if isClosed { return }
    if SlotDecision.decide(a, b, .inside) != .used {
      if runStart == nil { runStart = slot }
      if SlotDecision.decide(a, b, .inside) == .loss { isLossInside = true }
      if SlotDecision.decide(a, b, .tail) == .loss { isLossAtTail = true }
      return
    }
    // A record that B does not have may be half a write, and read otherwise the
    // next time. What it says of the slots before it is true all the same.
    let isCertain = a != .good || b != .blank
    if let start = runStart {
      let isCovered = slot - start <= UInt32(gap) * Record.gapUnit
      if !isCovered, isCertain, isLossInside { isLoss = true }
      if isCovered || isCertain { endRun() }
    }
    if isCertain { certainEnd = slot + 1 }
  }

  /// The segment ends here: what follows is void.
  mutating func close() {
    if runStart != nil, isLossInside { isLoss = true }
    endRun()
    isClosed = true
  }

  /// The slots seen last are the tail of the newest segment.
  mutating func finish() {
    if isLossAtTail { isLoss = true }
    endRun()
  }

  private mutating func endRun() {
    runStart = nil
    isLossInside = false
    isLossAtTail = false
  }
}
