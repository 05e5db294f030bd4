// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapReplay

/// The newest numbers on another device, see `TailAnchor`. It is written after
/// both copies: a cut in between leaves it behind the medium, never ahead.
extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  /// After a control record, or after marks of which `slotSequence` is the
  /// newest.
  mutating func writeAnchor(
    slotSequence: UInt64 = 0
  ) throws(JournalError) {
    now.anchoredSlotSequence = max(now.anchoredSlotSequence, slotSequence)
    guard anchor.isPresent else { return }
    do throws(NVMError) {
      try anchor.write(
        TailMark(
          storeID: now.control.storeID,
          controlSequence: now.control.sequence,
          slotSequence: now.anchoredSlotSequence))
    } catch { throw .mediumFailed }
  }

  /// Takes what the anchor knows, before the ring is read: a hole before its
  /// newest mark is a loss, whatever a device that lied has kept behind it.
  ///
  /// - Throws: `mediumFailed`: the anchor does not answer.
  mutating func readAnchor() throws(JournalError) {
    guard anchor.isPresent else { return }
    let mark: TailMark?
    do throws(NVMError) { mark = try anchor.read() } catch {
      throw .mediumFailed
    }
    guard let mark, mark.storeID == now.control.storeID, isPossible(mark) else {
      report.anchor = .foreign
      report.loss.insert(.anchorForeign)
      return
    }
    report.anchor = .agrees
    now.anchoredSlotSequence = mark.slotSequence
    now.anchoredControlSequence = mark.controlSequence
  }

  /// Whether the medium has everything that the anchor knows of.
  mutating func compareAnchor() {
    guard report.anchor == .agrees else { return }
    let newest = now.anchoredSlotSequence
    let isAhead =
      now.anchoredControlSequence > now.control.sequence
      || isAnchored(newest) && newest > now.newestSlotSequence
    report.anchor = isAhead ? .ahead : .agrees
    if isAhead { report.loss.insert(.anchorAhead) }
  }

  /// Whether a journal can have come so far; a whole anchor alone must not make
  /// it calculate with other numbers. Half of all, so that there is room behind
  /// those that are believed.
  private func isPossible(_ mark: TailMark) -> Bool {
    mark.controlSequence <= ControlRecord.sequenceMax / 2
      && mark.slotSequence / UInt64(layout.slotsPerSegment)
        <= SegmentHeader.numberMax / 2
  }

  /// Whether the newest mark should still be in the ring: its segment has
  /// neither gone since nor been forgiven.
  private func isAnchored(_ slotSequence: UInt64) -> Bool {
    let segment = slotSequence / UInt64(layout.slotsPerSegment)
    return segment > now.control.forgivenSegment && segment >= oldestSegment
  }
}
