// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM
import TestSupport
import Testing

@testable import ScrapJournal
@testable import ScrapReplay

/// Revocations and issuer lists on the medium.
struct RevocationRecordTests {
  private func revocation(
    _ ids: [UInt64], expires: UInt32 = 2_000, lo: UInt64 = 1_000
  ) -> MarkSet {
    var set = MarkSet(
      requestDigest: nil, loSeconds: lo, hiSeconds: lo + 2,
      isRevocation: true)
    for id in ids { set.append(token(id, expires: expires)) }
    return set
  }

  @Test func revocationsSurviveRestartsAndKeepTheirName() {
    let rig = Rig()
    #expect(rig.mark(chain([token(1)], digest: 7)) == nil)
    #expect(rig.mark(revocation([1, 2, 3, 4])) == nil)
    for _ in 0..<3 {
      for id in 1...4 as ClosedRange<UInt64> {
        #expect(rig.mark(chain([token(id)])) == .revoked)
      }
      #expect(rig.boot() == .ready)
    }
    #expect(rig.mark(chain([token(5)])) == nil)
  }

  /// Power fails in every operation of a revocation: what was there before
  /// stays, what was answered holds, and nothing else is refused.
  @Test func aCutInARevocationLeavesItWholeOrNotAnswered() {
    for cut in 0..<60 {
      let rig = Rig()
      #expect(rig.mark(chain([token(1)])) == nil)
      #expect(rig.mark(revocation([2])) == nil)
      let operation = rig.medium.operationCount + cut / 3
      rig.medium.faults[operation] = MemoryMedium.Fault(
        [.nothing, .anyUnits(sixteenths: 8), .all][cut % 3], .powerFailure)
      let refusal = rig.mark(revocation([1, 3]))
      let isOver = !rig.medium.isOff
      rig.medium.faults = [:]
      #expect(rig.boot() == .ready)
      #expect(rig.mark(chain([token(2)])) == .revoked)
      let used = rig.mark(chain([token(1)]))
      let fresh = rig.mark(chain([token(3)]))
      if refusal == nil {
        #expect(used == .revoked && fresh == .revoked, "\(cut)")
      } else {
        #expect(used == .revoked || used == .replayed, "\(cut)")
        #expect(fresh == .revoked || fresh == nil, "\(cut)")
      }
      #expect(rig.mark(chain([token(4)])) == nil, "\(cut)")
      if isOver { return }
    }
    Issue.record("a cut comes after everything")
  }

  /// Of a record that one copy has lost the other remains, and a scrub writes
  /// it once more, still as a revocation.
  @Test(arguments: [0, 1])
  func aRevocationWithABadCopyIsWrittenOnceMore(_ copy: Int) {
    let rig = Rig(entries: 60)
    #expect(rig.mark(chain([token(9)])) == nil)
    #expect(rig.mark(revocation([1, 2])) == nil)
    for slot in [2, 3] as [UInt32] {
      let place = rig.range(ofSlot: slot, segment: 1, copy: copy)
      rig.medium.flip(bit: (place.lowerBound + 20) * 8)
    }
    for _ in 0..<20 { _ = rig.store.scrub(bucketCount: 4) }
    for slot in [2, 3] as [UInt32] {
      let place = rig.range(ofSlot: slot, segment: 1, copy: 1 - copy)
      rig.medium.flip(bit: (place.lowerBound + 20) * 8)
    }
    #expect(rig.boot() == .ready)
    #expect(rig.store.journal.report.coveredSlotCount == 2)
    for id in [1, 2] as [UInt64] {
      #expect(rig.mark(chain([token(id)])) == .revoked)
    }
    #expect(rig.mark(chain([token(9)])) == .replayed)
  }

  @Test func whatBothCopiesLostIsWrittenFromMemoryAsARevocation() {
    let rig = Rig(entries: 60)
    #expect(rig.mark(revocation([1])) == nil)
    #expect(rig.mark(chain([token(9)])) == nil)
    for copy in 0...1 {
      let place = rig.range(ofSlot: 1, segment: 1, copy: copy)
      rig.medium.flip(bit: (place.lowerBound + 20) * 8)
    }
    for _ in 0..<20 { _ = rig.store.scrub(bucketCount: 4) }
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([token(1)])) == .revoked)
  }

  @Test func aRevocationThatNeitherCopyHasIsALoss() throws {
    let rig = Rig()
    #expect(rig.mark(revocation([1])) == nil)
    #expect(rig.mark(chain([token(9)])) == nil)
    for copy in 0...1 {
      let place = rig.range(ofSlot: 1, segment: 1, copy: copy)
      rig.medium.flip(bit: (place.lowerBound + 20) * 8)
    }
    #expect(rig.boot() == .lossDetected)
    #expect(rig.mark(chain([token(1)])) == .unavailable)
    try rig.store.raiseIssuanceFloor(to: 1_060)
    #expect(rig.mark(chain([token(1)])) == .issuedBeforeFloor)
  }

  /// The ring turns over and over; a live revocation's segment never goes.
  @Test func aLiveRevocationStaysWhileTheRingTurns() {
    let rig = Rig(entries: 60)
    #expect(rig.mark(revocation([1], expires: 60_000)) == nil)
    var now: UInt64 = 1_000
    var isFull = false
    for number in 100..<300 as Range<UInt64> {
      now += 3
      let set = chain([token(number, expires: UInt32(now) + 1)], lo: now)
      isFull = rig.mark(set) == .full
      if isFull { break }
    }
    #expect(isFull)
    #expect(rig.mark(chain([token(1, expires: 60_000)], lo: now)) == .revoked)
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([token(1, expires: 60_000)], lo: now)) == .revoked)
    // Once it has expired, the ring goes on.
    now = 60_003
    #expect(
      rig.mark(chain([token(2, expires: 70_000)], lo: now, hi: now + 1)) == nil)
  }

  // MARK: Issuers

  private static let list = Int(OperatorMessageKind.issuerList.rawValue)

  private func disable(
    _ rig: Rig, _ tag: UInt16, version: UInt64
  ) -> MessageVersionTaking {
    rig.store.takeMessageVersion(
      version, ofKind: Self.list,
      with: OperatorChange(
        issuerSwitches: IssuerSwitches.allEnabled.disabling(tag)))
  }

  @Test func whoIsDisabledSurvivesRestartsAndOtherWrites() throws {
    let rig = Rig()
    #expect(rig.store.issuerSwitches == .allEnabled)
    #expect(disable(rig, 7, version: 1) == .taken)
    _ = rig.store.takeMessageVersion(4, ofKind: 1)
    try rig.store.raiseIssuanceFloor(to: 400)
    for number in 0..<60 as Range<UInt64> {
      let now = 3_000 + 3 * number
      _ = rig.mark(chain([token(number, expires: UInt32(now) + 60)], lo: now))
    }
    for _ in 0..<2 {
      let switches = rig.store.issuerSwitches
      #expect(switches?.isDisabled(7) == true)
      #expect(switches?.isDisabled(8) == false)
      #expect(rig.boot() == .ready)
    }
    #expect(disable(rig, 8, version: 1) == .old)
    #expect(rig.store.issuerSwitches?.isDisabled(8) == false)
  }

  @Test func aCutLeavesTheOldListOrTheNewWithItsVersion() {
    for cut in 0..<60 {
      let rig = Rig()
      #expect(rig.mark(chain([token(1)])) == nil)
      #expect(disable(rig, 7, version: 1) == .taken)
      let operation = rig.medium.operationCount + cut / 3
      rig.medium.faults[operation] = MemoryMedium.Fault(
        [.nothing, .anyUnits(sixteenths: 8), .all][cut % 3], .powerFailure)
      let taken = disable(rig, 8, version: 2)
      let isOver = !rig.medium.isOff
      #expect(rig.boot() == .ready)
      let version = rig.store.messageVersion(ofKind: Self.list)
      let switches = rig.store.issuerSwitches
      #expect(version == 2 || version == 1 && taken != .taken, "\(cut)")
      #expect(switches?.isDisabled(8) == (version == 2), "\(cut)")
      #expect(switches?.isDisabled(7) == (version == 1), "\(cut)")
      if isOver { return }
    }
    Issue.record("a cut comes after everything")
  }

  /// Where the newest control records are gone, nobody knows who is disabled:
  /// everybody is, until the operator says so again.
  @Test func afterALostControlRecordNoIssuerIsInForceUntilToldAgain() throws {
    let rig = Rig(isAnchored: true)
    #expect(disable(rig, 7, version: 1) == .taken)
    let old = rig.medium.bytes
    #expect(disable(rig, 8, version: 2) == .taken)
    rig.medium.restore(old)
    #expect(rig.boot() == .lossDetected)
    #expect(rig.store.issuerSwitches == nil)
    try rig.store.raiseIssuanceFloor(to: 1_000)
    #expect(rig.outcome == .ready)
    #expect(rig.store.issuerSwitches == .unknown)
    #expect(rig.store.issuerSwitches?.isDisabled(9) == true)
    #expect(rig.boot() == .ready)
    #expect(rig.store.issuerSwitches == .unknown)
    #expect(disable(rig, 8, version: 3) == .taken)
    #expect(rig.store.issuerSwitches?.isDisabled(9) == false)
  }

  /// Where the list that is gone was the first, no version tells of it.
  @Test func aLossEndedByMessageDoesNotBringBackWhomTheFirstListDisabled() {
    let rig = Rig(isAnchored: true)
    let old = rig.medium.bytes
    #expect(disable(rig, 7, version: 1) == .taken)
    rig.medium.restore(old)
    #expect(rig.boot() == .lossDetected)
    let floor = OperatorChange(issuanceFloorSeconds: 1_060)
    #expect(rig.store.takeMessageVersion(1, ofKind: 3, with: floor) == .taken)
    #expect(rig.outcome == .ready)
    #expect(rig.store.issuerSwitches == .unknown)
    #expect(rig.boot() == .ready)
    #expect(rig.store.issuerSwitches?.isDisabled(7) == true)
  }

  @Test func aLossOfMarksAloneLeavesTheIssuersAsTheyWere() throws {
    let rig = Rig()
    #expect(disable(rig, 7, version: 1) == .taken)
    #expect(rig.mark(chain([token(1)])) == nil)
    for copy in 0...1 { rig.blank(rig.range(ofSegment: 1, copy: copy)) }
    #expect(rig.boot() == .lossDetected)
    try rig.store.raiseIssuanceFloor(to: 1_000)
    #expect(rig.store.issuerSwitches?.isDisabled(7) == true)
    #expect(rig.store.issuerSwitches?.isDisabled(8) == false)
  }

  @Test func aFloorMessageEndsALossAndOthersDoNot() {
    let rig = Rig()
    #expect(rig.mark(chain([token(1)])) == nil)
    #expect(rig.store.takeMessageVersion(5, ofKind: 3) == .taken)
    for copy in 0...1 { rig.blank(rig.range(ofSegment: 1, copy: copy)) }
    #expect(rig.boot() == .lossDetected)
    #expect(disable(rig, 7, version: 1) == .failed(.notRecovered))
    let floor = OperatorChange(issuanceFloorSeconds: 1_060)
    let expiry = OperatorChange(expiryFloorSeconds: 900)
    #expect(
      rig.store.takeMessageVersion(6, ofKind: 3, with: expiry)
        == .failed(.notRecovered))
    #expect(rig.store.takeMessageVersion(5, ofKind: 3, with: floor) == .old)
    #expect(rig.outcome == .lossDetected)
    #expect(rig.store.takeMessageVersion(6, ofKind: 3, with: floor) == .taken)
    #expect(rig.outcome == .ready)
    #expect(rig.floors.issuedAtSeconds == 1_060)
    #expect(rig.store.messageVersion(ofKind: 3) == 6)
    #expect(rig.mark(chain([token(2, issued: 1_061)])) == nil)
  }
}
