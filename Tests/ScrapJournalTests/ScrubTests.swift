// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM
import TestSupport
import Testing

@testable import ScrapJournal
@testable import ScrapReplay

/// Looking after the medium in idle time.
struct ScrubTests {
  /// What a whole pass has done.
  private func pass(_ rig: Rig) -> MediumScrub {
    var sum = MediumScrub()
    for _ in 0..<1_000 where !sum.isPassComplete {
      let step = rig.store.scrub(bucketCount: 4).medium
      sum.repairedMarkCount += step.repairedMarkCount
      sum.repairedControlCount += step.repairedControlCount
      sum.unrepairedCount += step.unrepairedCount
      sum.isPassComplete = step.isPassComplete
    }
    #expect(sum.isPassComplete)
    return sum
  }

  /// Damages the record of mark `number`, which is in slot `number`.
  private func damage(_ rig: Rig, _ number: UInt64, copy: Int) {
    let slot = rig.range(
      ofSlot: UInt32(number), segment: 1, copy: copy)
    rig.medium.flip(bit: (slot.lowerBound + 20) * 8)
  }

  private func rig(marks: UInt64 = 12, isAnchored: Bool = false) -> Rig {
    let rig = Rig(entries: 60, isAnchored: isAnchored)
    for number in 1...marks {
      #expect(rig.mark(chain([token(number)], digest: number)) == nil)
    }
    return rig
  }

  @Test func aSoundStoreIsLeftAlone() {
    let rig = rig()
    let operations = rig.medium.operationCount
    for _ in 0..<3 { #expect(pass(rig) == MediumScrub(isPassComplete: true)) }
    #expect(rig.medium.operationCount == operations)
  }

  /// The other copy may then go, too.
  @Test(arguments: [0, 1], [false, true])
  func aMarkWithABadCopyIsWrittenOnceMore(_ copy: Int, _ isAnchored: Bool) {
    let rig = rig(isAnchored: isAnchored)
    for number in [3, 7] as [UInt64] { damage(rig, number, copy: copy) }
    #expect(pass(rig).repairedMarkCount == 2)
    #expect(pass(rig).repairedMarkCount == 0)
    for number in [3, 7] as [UInt64] { damage(rig, number, copy: 1 - copy) }
    for _ in 0..<2 {
      #expect(rig.boot() == .ready)
      let report = rig.store.journal.report
      #expect(report.coveredSlotCount == 2)
      #expect(report.lostSlotCount == 0)
      #expect(report.repeatedMarkCount == 2)
      for number in 1...12 as ClosedRange<UInt64> {
        #expect(rig.mark(chain([token(number)])) == .replayed)
        #expect(
          rig.mark(chain([token(number)], digest: number)) == .alreadyAccepted)
      }
    }
    #expect(rig.mark(chain([token(50)])) == nil)
  }

  /// While the satellite runs, memory still knows what both copies have lost.
  @Test func whatBothCopiesLostIsWrittenFromMemory() {
    let rig = rig()
    for copy in 0...1 { damage(rig, 5, copy: copy) }
    #expect(pass(rig).repairedMarkCount == 1)
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([token(5)])) == .replayed)
    // The digest was in the record alone.
    #expect(rig.mark(chain([token(5)], digest: 5)) == .replayed)
  }

  @Test func withoutAScrubTheSameIsALoss() {
    let rig = rig()
    for copy in 0...1 { damage(rig, 5, copy: copy) }
    #expect(rig.boot() == .lossDetected)
    #expect(rig.store.journal.report.loss.contains(.records))
    #expect(rig.store.journal.report.lostSlotCount == 1)
  }

  @Test func aControlRecordWithABadImageIsWrittenAnew() throws {
    for image in 0..<4 {
      let rig = rig()
      let sequence = try #require(rig.control?.sequence)
      let start =
        Int(rig.layout.offset(ofControl: sequence)) + image % 2 * 256
        + image / 2 * Int(rig.medium.geometry.byteCount)
      rig.medium.flip(bit: (start + 40) * 8)
      #expect(pass(rig).repairedControlCount == 1)
      #expect(rig.boot() == .ready)
      #expect(rig.store.journal.report.damagedControlImageCount == 0)
    }
  }

  /// A repeated mark counts once, in memory and for rate limits.
  @Test func aRepeatedMarkIsNotCountedTwice() {
    let rig = Rig(entries: 60)
    let limit = RateLimit(count: 2, periodSeconds: 500)
    func limited(_ number: UInt64) -> MarkSet {
      chain([token(number, ledger: 9, limit: limit)])
    }
    #expect(rig.mark(limited(1)) == nil)
    damage(rig, 1, copy: 0)
    #expect(pass(rig).repairedMarkCount == 1)
    #expect(rig.boot() == .ready)
    #expect(rig.statistics.entryCount == 1)
    #expect(rig.statistics.ledgerEventCount == 1)
    #expect(rig.mark(limited(2)) == nil)
    #expect(rig.mark(limited(3)) == .rateExceeded)
  }

  /// When the first record goes, its task may be missing: limits refuse.
  @Test func aTaskWhoseRecordIsGoneMovesTheLedgersHorizon() {
    let rig = Rig(entries: 60)
    #expect(rig.mark(chain([token(1, ledger: 9)])) == nil)
    damage(rig, 1, copy: 0)
    _ = pass(rig)
    damage(rig, 1, copy: 1)
    #expect(rig.boot() == .ready)
    #expect(rig.statistics.ledgerHorizonSeconds >= 1_002)
  }

  @Test func aCutAtAnyOperationOfARepairLosesNothing() {
    for operation in 0..<30 {
      for byteCount in [-1, 0, 30, 300] {
        let rig = rig()
        rig.medium.weakness = .eachBoot
        damage(rig, 4, copy: 1)
        rig.medium.faults[rig.medium.operationCount + operation] =
          .cut(afterByteCount: byteCount)
        for _ in 0..<40 { _ = rig.store.scrub(bucketCount: 4) }
        rig.medium.faults = [:]
        for _ in 0..<3 {
          #expect(rig.boot() == .ready, "operation \(operation)")
          for number in 1...12 as ClosedRange<UInt64> {
            #expect(rig.mark(chain([token(number)])) == .replayed)
          }
        }
        #expect(rig.mark(chain([token(90)])) == nil)
      }
    }
  }

  /// Many turns of the ring with damage in one copy all the time.
  @Test func damageInOneCopyIsRepairedForEver() {
    let seed = TestSeed.seed()
    var generator = TestRandom(seed: seed)
    let rig = Rig(entries: 60)
    var failures: [String] = []
    for number in 1...600 as ClosedRange<UInt64> {
      let now = 1_000 + 3 * number
      let set = chain([token(number, expires: UInt32(now) + 40)], lo: now)
      if let refusal = rig.mark(set) { failures.append("\(number) \(refusal)") }
      guard number % 5 == 0, let control = rig.control else { continue }
      let slot = rig.range(
        ofSlot: .random(in: 1..<20, using: &generator),
        segment: control.currentSegment,
        copy: .random(in: 0...1, using: &generator))
      rig.medium.flip(bit: slot.lowerBound * 8 + 77)
      _ = pass(rig)
      guard number % 45 == 0 else { continue }
      let outcome = rig.boot()
      if outcome != .ready { failures.append("\(number) \(outcome)") }
      if rig.mark(set) != .replayed { failures.append("\(number) again") }
    }
    #expect(failures == [], "seed \(seed)")
  }
}
