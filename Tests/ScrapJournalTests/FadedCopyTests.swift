// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM
import Testing

@testable import ScrapJournal
@testable import ScrapReplay

/// A copy B that reads blank where it was whole: what was answered may not be
/// taken for a write that a cut has left in copy A alone.
struct FadedCopyTests {
  /// Token 1 is used in slot 1 and revoked in slot 2, whose copy B is blank
  /// before the store starts; token 9 is used in slot 3.
  private func rigWithAFadedRevocation() -> Rig {
    let rig = Rig(entries: 60)
    #expect(rig.mark(chain([token(1)])) == nil)
    #expect(rig.revoke([token(1)]) == nil)
    #expect(rig.mark(chain([token(9)])) == nil)
    rig.blank(rig.range(ofSlot: 2, segment: 1, copy: 1))
    #expect(rig.boot() == .ready)
    return rig
  }

  @Test func aRevocationIsWrittenOnceMoreThoughItsTokenHasAnotherRecord() {
    let rig = rigWithAFadedRevocation()
    #expect(rig.scrub() == (1, 0))
    rig.damage(slot: 2, copies: [0])
    rig.scrub()
    for _ in 0..<2 {
      #expect(rig.boot() == .ready)
      #expect(rig.mark(chain([token(1)])) == .revoked)
    }
    #expect(rig.scrub().repaired == 0)
  }

  /// Memory knows the revocation, and the token's use has a record: yet the
  /// slot that is gone may be that of the revocation.
  @Test func noSlotIsNeedlessWhileARevocationHasNoLastingRecord() {
    let rig = rigWithAFadedRevocation()
    rig.damage(slot: 2, copies: [0])
    #expect(rig.scrub().repaired == 0)
    #expect(rig.boot() == .lossDetected)
  }

  /// The anchor knows what was answered.
  @Test func theNewestAnsweredMarkIsMissedWhereAnAnchorKnowsOfIt() {
    let rig = Rig(entries: 60, isAnchored: true)
    for id in 1...3 as ClosedRange<UInt64> {
      #expect(rig.mark(chain([token(id)])) == nil)
    }
    rig.blank(rig.range(ofSlot: 3, segment: 1, copy: 1))
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([token(40)])) == nil)
    rig.damage(slot: 3, copies: [0])
    #expect(rig.boot() == .lossDetected)
    #expect(rig.mark(chain([token(3)])) != nil)
  }

  /// One false read of a start makes no answered mark one that the next append
  /// may pass over.
  @Test func aFalseReadDeclaresNoAnsweredMarkVoid() {
    let readCount = 200
    var readyCount = 0
    for read in 0..<readCount {
      let rig = Rig(entries: 60)
      for id in 1...3 as ClosedRange<UInt64> {
        #expect(rig.mark(chain([token(id)])) == nil)
      }
      rig.medium.readFaults = [rig.medium.readCount + read: .blank]
      guard rig.boot() == .ready else { continue }
      rig.medium.readFaults = [:]
      guard rig.mark(chain([token(40)])) == nil else { continue }
      readyCount += 1
      rig.damage(slot: 3)
      #expect(rig.boot() == .lossDetected, "read \(read)")
    }
    #expect(readyCount > readCount / 2)
  }

  /// A record that a later one has passed over is not missed, whatever its
  /// copy B reads by now.
  @Test func whatALaterRecordPassesOverDoesNotLast() {
    let rig = Rig(entries: 60)
    #expect(rig.mark(chain([token(9)])) == nil)
    rig.medium.faults[rig.medium.operationCount + 2] =
      .cut(afterByteCount: -1)
    #expect(rig.mark(chain([token(5)])) == .unavailable)
    #expect(rig.boot() == .ready)
    // Cells of B that were blank at the start show something now.
    for index in rig.range(ofSlot: 2, segment: 1, copy: 1).prefix(20) {
      rig.medium.bytes[index] = 0x5a
    }
    func isDurable(_ slot: UInt32, _ id: UInt64) -> Bool {
      rig.store.journal.isDurable(
        SlotMark(slot: slot, key: token(id).key, expiresAtSeconds: 2_000))
    }
    let first = rig.layout.ringSlot(0, segment: 1)
    #expect(isDurable(first + 1, 9) && !isDurable(first + 2, 5))
    #expect(rig.mark(chain([token(20)])) == nil)
    #expect(isDurable(first + 1, 9) && !isDurable(first + 2, 5))
    // Half damaged and in its place, it would be missed.
    rig.damage(slot: 1, copies: [0])
    #expect(isDurable(first + 1, 9))
  }

  /// More slots than a start can cover are not written again and again.
  @Test func moreLostSlotsThanCanBeCoveredCostNoWrites() {
    let rig = Rig(entries: 60)
    for id in 1...18 as ClosedRange<UInt64> {
      #expect(rig.mark(chain([token(id)])) == nil)
    }
    for slot in 1...17 as ClosedRange<UInt32> { rig.damage(slot: slot) }
    let operations = rig.medium.operationCount
    let (repaired, unrepaired) = rig.scrub()
    #expect(repaired == 0 && unrepaired > 1)
    #expect(rig.medium.operationCount == operations)
    // What memory knows it still refuses.
    #expect(rig.mark(chain([token(7)])) == .replayed)
    #expect(rig.boot() == .lossDetected)
  }
}
