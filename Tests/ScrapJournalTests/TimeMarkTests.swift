// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM
import Testing

@testable import ScrapJournal

/// What stands in control records alone: the time between marks (E-55), and the
/// versions of operator messages.
struct TimeMarkTests {
  @Test func theTimeBetweenMarksOutlivesARestart() {
    let rig = Rig()
    _ = rig.mark(chain([token(1, expires: 9_000)], lo: 1_000))
    #expect(rig.store.keepTime(loSeconds: 5_000) == .written)
    for _ in 0..<2 {
      #expect(rig.floors.timeMarkSeconds == 5_000)
      // No time before it is believed again: what had expired has.
      #expect(rig.floors.expiresAtSeconds == 5_000)
      let late = chain([token(2, expires: 4_999)], lo: 5_000)
      #expect(rig.mark(late) == .expired)
      rig.boot()
    }
    #expect(rig.mark(chain([token(3, expires: 5_000)], lo: 5_000)) == nil)
    #expect(
      rig.mark(chain([token(1, expires: 9_000)], lo: 5_000)) == .replayed)
  }

  @Test func aTimeMarkIsWrittenOnceInTenMinutes() {
    let rig = Rig()
    _ = rig.mark(chain([token(1)], lo: 1_000))
    for seconds in [0, 999, 1_000, 1_599] as [UInt64] {
      let count = rig.medium.operationCount
      #expect(rig.store.keepTime(loSeconds: seconds) == .current)
      #expect(rig.medium.operationCount == count)
    }
    #expect(rig.store.keepTime(loSeconds: 1_600) == .written)
    #expect(rig.store.keepTime(loSeconds: 2_199) == .current)
    // A mark keeps the time as well.
    _ = rig.mark(chain([token(2, expires: 9_000)], lo: 2_190))
    #expect(rig.store.keepTime(loSeconds: 2_789) == .current)
    #expect(rig.store.keepTime(loSeconds: 2_790) == .written)
    #expect(rig.store.keepTime(loSeconds: 1_000) == .current)
    #expect(rig.floors.timeMarkSeconds == 2_790)
  }

  @Test func aTimeAtWhichNothingCouldBeRecordedIsNotKept() {
    let rig = Rig()
    let image = rig.medium.bytes
    for seconds in [1 << 32, .max] as [UInt64] {
      #expect(rig.store.keepTime(loSeconds: seconds) == .failed(.outOfRange))
    }
    #expect(rig.medium.bytes == image)
    #expect(rig.store.keepTime(loSeconds: 1 << 32 - 1) == .written)
  }

  @Test func nothingIsKeptBeforeRecoveryOrAfterALoss() throws {
    let rig = Rig(isAnchored: true)
    let old = rig.medium.bytes
    _ = rig.mark(chain([token(1)]))
    rig.medium.restore(old)
    #expect(rig.boot() == .lossDetected)
    #expect(rig.store.keepTime(loSeconds: 5_000) == .failed(.lossDetected))
    let taking = rig.store.takeMessageVersion(1, ofKind: 0)
    #expect(taking == .failed(.notRecovered))
    let blank = Rig(formats: false)
    #expect(blank.store.keepTime(loSeconds: 5_000) == .failed(.blank))
    try rig.store.raiseIssuanceFloor(to: 1_000)
    #expect(rig.store.keepTime(loSeconds: 5_000) == .written)
  }

  /// It refuses nothing by itself; the next call tries again.
  @Test func aMediumThatCannotKeepTimeSaysSoAndChangesNothingElse() {
    let rig = Rig()
    _ = rig.mark(chain([token(1)], lo: 1_000))
    let floors = rig.floors
    rig.medium.programFault = .error(afterByteCount: 0)
    #expect(rig.store.keepTime(loSeconds: 1_700) == .failed(.mediumFailed))
    #expect(
      rig.store.takeMessageVersion(3, ofKind: 2) == .failed(.mediumFailed))
    #expect(rig.floors == floors)
    #expect(rig.store.messageVersion(ofKind: 2) == 0)
    #expect(rig.outcome == .ready)
    rig.medium.programFault = nil
    #expect(rig.mark(chain([token(2)], lo: 1_001)) == nil)
    #expect(rig.store.keepTime(loSeconds: 1_700) == .written)
    #expect(rig.boot() == .ready)
    #expect(rig.floors.timeMarkSeconds == 1_700)
  }

  // MARK: Versions

  @Test func eachKindOfMessageHasItsOwnVersion() {
    let rig = Rig()
    for kind in 0..<16 {
      let version = UInt64(kind + 1) << 40 + 7
      #expect(rig.store.messageVersion(ofKind: kind) == 0)
      #expect(rig.store.takeMessageVersion(0, ofKind: kind) == .old)
      #expect(rig.store.takeMessageVersion(version, ofKind: kind) == .taken)
    }
    for _ in 0..<2 {
      for kind in 0..<16 {
        let version = UInt64(kind + 1) << 40 + 7
        #expect(rig.store.messageVersion(ofKind: kind) == version)
        #expect(rig.store.takeMessageVersion(version, ofKind: kind) == .old)
        let older = rig.store.takeMessageVersion(version - 1, ofKind: kind)
        #expect(older == .old)
      }
      rig.boot()
    }
    #expect(rig.store.takeMessageVersion(.max, ofKind: 15) == .taken)
    rig.boot()
    #expect(rig.store.messageVersion(ofKind: 15) == .max)
    #expect(rig.store.takeMessageVersion(.max, ofKind: 15) == .old)
  }

  @Test func floorsMarksAndVersionsDoNotDisturbEachOther() throws {
    let rig = Rig()
    #expect(rig.store.takeMessageVersion(5, ofKind: 0) == .taken)
    try rig.store.raiseIssuanceFloor(to: 400)
    #expect(rig.store.keepTime(loSeconds: 3_000) == .written)
    for number in 0..<60 as Range<UInt64> {
      let now = 3_000 + 3 * number
      _ = rig.mark(chain([token(number, expires: UInt32(now) + 60)], lo: now))
    }
    #expect((rig.control?.currentSegment ?? 0) > 2)
    rig.boot()
    #expect(rig.store.messageVersion(ofKind: 0) == 5)
    #expect(rig.store.messageVersion(ofKind: 1) == 0)
    #expect(rig.floors.issuedAtSeconds == 400)
    #expect(rig.floors.timeMarkSeconds == 3_177)
  }

  /// A version has no trace but its control record.
  @Test func aMessageVersionOutlivesAnyControlSector() {
    for sector in 0..<3 {
      let rig = Rig()
      _ = rig.mark(chain([token(1)]))
      #expect(rig.store.takeMessageVersion(9, ofKind: 4) == .taken)
      for copy in 0...1 {
        let start = copy * 7 * 1_024 + sector * 1_024
        rig.medium.blank(start..<start + 1_024)
      }
      let outcome = rig.boot()
      #expect(outcome == .ready || outcome == .lossDetected)
      if outcome == .ready {
        #expect(rig.store.messageVersion(ofKind: 4) == 9)
      }
    }
  }

  @Test func aLossKeepsTheVersionsThatCanBeRead() throws {
    let rig = Rig()
    _ = rig.mark(chain([token(1)]))
    #expect(rig.store.takeMessageVersion(9, ofKind: 4) == .taken)
    for copy in 0...1 { rig.blank(rig.range(ofSegment: 1, copy: copy)) }
    #expect(rig.boot() == .lossDetected)
    #expect(rig.store.messageVersion(ofKind: 4) == 9)
    try rig.store.raiseIssuanceFloor(to: 1_000)
    #expect(rig.store.messageVersion(ofKind: 4) == 9)
  }

  // MARK: Cuts

  /// Power fails in each operation: what was kept before stays, and what was
  /// being written is there or not; what was answered is there.
  @Test func aCutLeavesTheOldTimeOrTheNew() {
    for cut in 0..<200 {
      let rig = Rig()
      _ = rig.mark(chain([token(1, expires: 9_000)], lo: 1_000))
      #expect(rig.store.keepTime(loSeconds: 2_000) == .written)
      #expect(rig.store.takeMessageVersion(1, ofKind: 0) == .taken)
      let operation = rig.medium.operationCount + cut / 3
      rig.medium.faults[operation] = MemoryMedium.Fault(
        [.nothing, .anyUnits(sixteenths: 8), .all][cut % 3], .powerFailure)
      let kept = rig.store.keepTime(loSeconds: 3_000)
      let taken = rig.store.takeMessageVersion(2, ofKind: 0)
      let isOver = !rig.medium.isOff
      rig.medium.restorePower()
      #expect(rig.boot() == .ready)
      let mark = rig.floors.timeMarkSeconds
      #expect(mark == 3_000 || mark == 2_000 && kept != .written, "\(cut)")
      let version = rig.store.messageVersion(ofKind: 0)
      #expect(version == 2 || version == 1 && taken != .taken, "\(cut)")
      #expect(
        rig.mark(chain([token(1, expires: 9_000)], lo: mark)) == .replayed)
      if isOver { return }
    }
    Issue.record("a cut comes after everything")
  }
}
