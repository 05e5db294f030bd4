// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM
import Testing

@testable import ScrapJournal
@testable import ScrapReplay

/// What a repeated mark or a revocation may speak for that a cut has left in
/// copy A alone: it may read whole today and blank tomorrow.
struct HalfRepairTests {
  private func cutNextProgram(
    _ rig: Rig, afterByteCount count: Int, weakness: MemoryMedium.Weakness
  ) {
    rig.medium.weakness = weakness
    rig.medium.faults[rig.medium.operationCount] =
      .cut(afterByteCount: count)
  }

  /// A store in which tokens 1 and 9 are used, in slots 1 and 2.
  private func usedRig() -> Rig {
    let rig = Rig(entries: 60)
    #expect(rig.mark(chain([token(1)])) == nil)
    #expect(rig.mark(chain([token(9)])) == nil)
    return rig
  }

  /// The revocation reads blank when the ring is read, and whole when what
  /// covers slot 1 is looked for; or the other way.
  @Test func aCutRevocationIsNotBelievedForTheMarkItWouldStandFor() {
    for seed in 1...400 as ClosedRange<UInt64> {
      let rig = usedRig()
      cutNextProgram(rig, afterByteCount: 47, weakness: .eachRead)
      rig.medium.seed(seed)
      #expect(rig.revoke([token(1)]) == .unavailable)
      rig.damage(slot: 1)
      #expect(rig.boot() == .lossDetected, "seed \(seed)")
      #expect(rig.mark(chain([token(1)])) != nil, "seed \(seed)")
    }
  }

  /// The same for a scrub's own repeat of a mark with one bad copy: what the
  /// store then says of its other copy's damage, it does not say on a guess.
  @Test func aCutRepeatIsNotBelievedForTheMarkItWouldStandFor() {
    for seed in 1...400 as ClosedRange<UInt64> {
      let rig = usedRig()
      rig.damage(slot: 1, copies: [0])
      cutNextProgram(rig, afterByteCount: 47, weakness: .eachRead)
      rig.medium.seed(seed)
      rig.scrub()
      #expect(rig.medium.isOff)
      rig.damage(slot: 1, copies: [1])
      #expect(rig.boot() == .lossDetected, "seed \(seed)")
      #expect(rig.mark(chain([token(1)])) != nil, "seed \(seed)")
    }
  }

  /// Whatever covers a slot is remembered, though the ring was read without it.
  @Test func whatCoversASlotIsRemembered() throws {
    let rig = usedRig()
    #expect(rig.revoke([token(1)]) == nil)
    rig.damage(slot: 1)
    var sink = MarkList()
    try rig.store.journal.recover(into: &sink)
    let last = try #require(sink.marks.last)
    #expect(last.key == token(1).key)
    #expect(last.slot == rig.layout.ringSlot(3, segment: 1))
    #expect(!last.isCertain)
    #expect(last.isRevocation)
    // A segment that goes with such a slot is held as long.
    var survey = SegmentSurvey()
    var lost = LostSlots()
    lost.add(rig.layout.sequence(ofSlot: 1, segment: 1))
    rig.store.journal.coverByRepeats(&lost, from: 1, into: &survey)
    #expect(lost.isEmpty && survey.latestExpirySeconds == 2_000)
  }

  /// A copy B that reads blank with its header is unknown, not unwritten: the
  /// repair of slot 1 is worth what it was written for.
  @Test func aRepairCountsThoughCopyBReadsBlankWithItsHeader() {
    let rig = usedRig()
    rig.damage(slot: 1, copies: [0])
    rig.scrub()
    rig.blank(rig.range(ofSegment: 1, copy: 1))
    for _ in 0..<3 {
      #expect(rig.boot() == .ready)
      #expect(rig.store.journal.report.coveredSlotCount == 1)
      #expect(rig.mark(chain([token(1)])) == .replayed)
    }
    #expect(rig.mark(chain([token(10)])) == nil)
  }

  /// A cut leaves a record whole in copy A, a start takes it, and then it is
  /// gone; the mark's own record is in slot 1 all the time.
  private func rigWithAVanishedRecord(isRevoked: Bool) -> Rig {
    let rig = usedRig()
    if !isRevoked { rig.damage(slot: 1, copies: [0]) }
    // All of A, and power fails before B.
    rig.medium.faults[rig.medium.operationCount + 2] =
      .cut(afterByteCount: -1)
    if isRevoked {
      #expect(rig.revoke([token(1)]) == .unavailable)
    } else {
      rig.scrub()
    }
    #expect(rig.medium.isOff)
    #expect(rig.boot() == .ready)
    rig.blank(rig.range(ofSlot: 3, segment: 1, copy: 0))
    #expect(rig.mark(chain([token(20)])) == nil)
    return rig
  }

  @Test(arguments: [false, true], [0, 1])
  func aRecordThatVanishesTakesNoMarksPlace(_ isRevoked: Bool, _ first: Int) {
    let rig = rigWithAVanishedRecord(isRevoked: isRevoked)
    for copy in isRevoked ? [first, 1 - first] : [1] {
      rig.scrub()
      rig.damage(slot: 1, copies: [copy])
    }
    rig.scrub()
    for _ in 0..<2 {
      #expect(rig.boot() == .ready)
      let reason = rig.mark(chain([token(1)]))
      #expect(reason == .replayed || reason == .revoked)
    }
    #expect(rig.mark(chain([token(30)])) == nil)
  }

  /// Nor is the mark's slot declared needless when both copies go at once.
  @Test(arguments: [false, true])
  func aMarkGoneAtOnceIsWrittenFromMemoryThoughARecordVanished(
    _ isRevoked: Bool
  ) {
    let rig = rigWithAVanishedRecord(isRevoked: isRevoked)
    rig.damage(slot: 1, copies: isRevoked ? [0, 1] : [1])
    rig.scrub()
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([token(1)])) != nil)
  }

  /// A store in which token 1, in slot 1, has expired, token 9 is used in slot
  /// 2, and live token 5 is in memory alone: its half record is gone.
  private func rigWithoutALastingRecord() -> Rig {
    let rig = Rig(entries: 60)
    #expect(rig.mark(chain([token(1, expires: 1_100)])) == nil)
    #expect(rig.mark(chain([token(9)])) == nil)
    rig.medium.faults[rig.medium.operationCount + 2] =
      .cut(afterByteCount: -1)
    #expect(rig.mark(chain([token(5)])) == .unavailable)
    #expect(rig.boot() == .ready)
    rig.blank(rig.range(ofSlot: 3, segment: 1, copy: 0))
    #expect(rig.mark(chain([token(20)], lo: 1_500)) == nil)
    try? rig.store.journal.raiseExpiryFloor(to: 1_500)
    return rig
  }

  /// Slot 1 is nobody's in memory, but a live mark has no record that lasts:
  /// whose slot it is cannot be told.
  @Test func noSlotIsNeedlessWhileALiveMarkHasNoLastingRecord() {
    let rig = rigWithoutALastingRecord()
    rig.damage(slot: 1)
    #expect(rig.scrub().unrepaired > 0)
    #expect(rig.boot() == .lossDetected)
  }

  /// Slot 1 is nobody's and token 5 has no record; the loss of slot 2 can be
  /// repaired all the same.
  @Test func aSlotThatNobodyNamesDoesNotKeepOthersFromRepair() {
    let rig = rigWithoutALastingRecord()
    for slot in 1...2 as ClosedRange<UInt32> { rig.damage(slot: slot) }
    let (repaired, unrepaired) = rig.scrub()
    #expect(repaired == 1 && unrepaired > 0)
    #expect(rig.boot() == .lossDetected)
    let report = rig.store.journal.report
    #expect(report.lostSlotCount == 1 && report.coveredSlotCount == 1)
  }

  /// The one case in which nothing has to be remembered of a slot.
  @Test func anExpiredMarksSlotIsNeedlessWhileAllLiveMarksStand() {
    let rig = Rig(entries: 60)
    #expect(rig.mark(chain([token(1, expires: 1_100)])) == nil)
    #expect(rig.mark(chain([token(9)])) == nil)
    #expect(rig.mark(chain([token(20)], lo: 1_500)) == nil)
    try? rig.store.journal.raiseExpiryFloor(to: 1_500)
    rig.damage(slot: 1)
    #expect(rig.scrub().unrepaired == 0)
    #expect(rig.boot() == .ready)
    #expect(rig.store.journal.report.coveredSlotCount == 1)
    #expect(rig.mark(chain([token(9)], lo: 1_500)) == .replayed)
  }
}

/// All that a journal hands on.
private struct MarkList: RecordSink {
  var marks: [RecoveredMark] = []

  mutating func begin(floors: Floors, ledgerHorizonSeconds: UInt64) {
    marks = []
  }

  mutating func take(_ mark: RecoveredMark) { marks.append(mark) }
}
