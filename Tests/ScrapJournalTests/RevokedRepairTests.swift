// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM
import Testing

@testable import ScrapJournal
@testable import ScrapReplay

/// What becomes of the record of a used token once the token is revoked, and
/// of slots that were somebody else's in an earlier turn of the ring.
struct RevokedRepairTests {
  /// The revocation speaks for the mark: whichever copy goes first, with or
  /// without a scrub in between, on however many turns.
  @Test(arguments: [0, 1], [false, true])
  func aUsedTokensRecordIsNoLossOnceItsRevocationIsThere(
    _ first: Int, _ scrubs: Bool
  ) {
    let rig = Rig(entries: 60)
    #expect(rig.mark(chain([token(1), token(2)], digest: 7)) == nil)
    #expect(rig.mark(chain([token(9)])) == nil)
    #expect(rig.revoke([token(5), token(2), token(1)]) == nil)
    for copy in [first, 1 - first] {
      for slot in 1...2 as ClosedRange<UInt32> {
        rig.damage(slot: slot, copies: [copy])
      }
      if scrubs { rig.scrub() }
    }
    for _ in 0..<3 {
      #expect(rig.boot() == .ready)
      #expect(rig.store.journal.report.coveredSlotCount == 2)
      #expect(rig.store.journal.report.repeatedMarkCount == 0)
      for id in [1, 2, 5] as [UInt64] {
        #expect(rig.mark(chain([token(id)])) == .revoked)
      }
      #expect(rig.mark(chain([token(9)])) == .replayed)
    }
    #expect(rig.mark(chain([token(10)])) == nil)
  }

  /// A revocation revoked once more, and one of a mark that was repeated.
  @Test func aRevocationSpeaksForAnEarlierOneAndForARepeatedMark() {
    let rig = Rig(entries: 60)
    #expect(rig.mark(chain([token(1)])) == nil)
    #expect(rig.revoke([token(3)]) == nil)
    rig.damage(slot: 1, copies: [0])
    rig.scrub()
    // Slot 3 stands for slot 1, slots 4 and 5 for slots 3 and 2.
    #expect(rig.revoke([token(1), token(3)]) == nil)
    for slot in 2...3 as ClosedRange<UInt32> {
      rig.damage(slot: slot)
    }
    #expect(rig.boot() == .ready)
    #expect(rig.store.journal.report.coveredSlotCount == 2)
    for id in [1, 3] as [UInt64] {
      #expect(rig.mark(chain([token(id)])) == .revoked)
    }
  }

  /// Were it kept no longer than the message says, the token would be good
  /// again once its own record is gone.
  @Test func aRevocationIsKeptAsLongAsTheMarkItSpeaksFor() {
    let rig = Rig(entries: 60)
    let used = token(1, expires: 3_000)
    #expect(rig.mark(chain([used])) == nil)
    #expect(rig.revoke([token(1, expires: 1_200)]) == nil)
    rig.damage(slot: 1)
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([used], lo: 2_500)) == .revoked)
    // Floor E goes above what the message said.
    try? rig.store.journal.raiseExpiryFloor(to: 2_500)
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([used], lo: 2_500)) == .revoked)
  }

  /// The task may have been counted until later than the revocation's time.
  @Test func aRevocationThatSpeaksForATaskMovesTheLedgersHorizonBehindIt() {
    let rig = Rig(entries: 60)
    #expect(
      rig.mark(chain([token(1, ledger: 9)], lo: 1_000, hi: 1_400)) == nil)
    #expect(rig.revoke([token(1)], lo: 1_010) == nil)
    rig.damage(slot: 1)
    #expect(rig.boot() == .ready)
    #expect(rig.statistics.ledgerHorizonSeconds >= 1_400)
  }

  /// Uses one short-lived token after another until segment 5 begins, where
  /// segment 1 was; the time then, and the last one's id.
  private func turn(
    _ rig: Rig, behind first: UInt64
  ) -> (now: UInt64, id: UInt64) {
    var now: UInt64 = 1_000
    var id: UInt64 = first
    while rig.control?.currentSegment != 5 {
      now += 3
      id += 1
      let set = chain([token(id, expires: UInt32(now) + 1)], lo: now)
      #expect(rig.mark(set) == nil)
    }
    return (now, id)
  }

  /// Segment 5 begins where segment 1 was, whose slot 2 was token 2's; all have
  /// expired, and all are still in memory. Token 900 is about to take slot 2.
  private func turnedRig() -> (rig: Rig, now: UInt64) {
    let rig = Rig(entries: 200)
    let (now, id) = turn(rig, behind: 0)
    #expect(rig.statistics.entryCount == UInt32(id))
    return (rig, now)
  }

  /// An entry that has expired may name a slot of an earlier turn: neither a
  /// revocation nor a scrub takes the record that lies there now for its own.
  @Test func aSlotIsNotTakenForWhatLayThereATurnAgo() {
    let (rig, now) = turnedRig()
    let live = token(900, expires: 9_000)
    #expect(rig.mark(chain([live], lo: now)) == nil)
    #expect(rig.revoke([token(2, expires: 9_000)], lo: now) == nil)
    rig.damage(slot: 2, segment: 5)
    #expect(rig.boot() == .lossDetected)
  }

  @Test func whatIsWrittenFromMemoryIsNotATokenOfAnEarlierTurn() {
    let (rig, now) = turnedRig()
    let live = token(900, expires: 9_000)
    #expect(rig.mark(chain([live], lo: now)) == nil)
    #expect(rig.mark(chain([token(901, expires: 9_000)], lo: now)) == nil)
    rig.damage(slot: 2, segment: 5)
    rig.scrub()
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([live], lo: now)) == .replayed)
  }

  /// A revocation that ended uncertain outlives the record it would have stood
  /// for, and still names its slot when that is another token's.
  @Test(arguments: [false, true])
  func aSlotThatTwoLiveTokensNameIsNobodys(_ revokesOther: Bool) {
    let rig = Rig(entries: 200)
    let used = token(1, expires: 1_010)
    #expect(rig.mark(chain([token(800, expires: 1_010)])) == nil)
    #expect(rig.mark(chain([used])) == nil)
    rig.medium.faults[rig.medium.operationCount] =
      .error(afterByteCount: 20)
    #expect(rig.revoke([token(1, expires: 9_000)]) == .unavailable)
    let (now, _) = turn(rig, behind: 10)
    #expect(rig.mark(chain([token(1, expires: 9_000)], lo: now)) == .revoked)
    let live = token(900, expires: 9_000)
    #expect(rig.mark(chain([live], lo: now)) == nil)
    #expect(rig.mark(chain([token(901, expires: 9_000)], lo: now)) == nil)
    if revokesOther { #expect(rig.revoke([live], lo: now) == nil) }
    rig.damage(slot: 2, segment: 5)
    rig.scrub()
    #expect(rig.boot() == (revokesOther ? .ready : .lossDetected))
    let reason = rig.mark(chain([live], lo: now))
    #expect(reason == (revokesOther ? .revoked : .unavailable))
  }
}
