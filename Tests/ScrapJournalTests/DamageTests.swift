// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM
import TestSupport
import Testing

@testable import ScrapJournal

/// Seven segments of 20 records.
private let geometry = NVMGeometry(
  byteCount: 10 * 1_024, programByteCount: 16, eraseByteCount: 1_024)
private let copyByteCount = 10 * 1_024

/// A store with chains of all lengths in three segments, and what it accepted.
private func filledRig() -> (rig: Rig, accepted: [MarkSet]) {
  let rig = Rig(geometry: geometry, entries: 80)
  var accepted: [MarkSet] = []
  for number in 0..<28 as Range<UInt64> {
    let set = chain(
      (0...number % 4).map { token(number * 10 + $0, expires: 9_000) },
      digest: number, lo: 1_000 + number)
    #expect(rig.mark(set) == nil)
    accepted.append(set)
    // A restart in the middle leaves a gap behind.
    if number == 9 { rig.boot() }
  }
  #expect(rig.control?.currentSegment == 4)
  return (rig, accepted)
}

private func allUsed(_ rig: Rig, _ accepted: [MarkSet]) -> Bool {
  accepted.allSatisfy {
    let refusal = rig.mark($0)
    return refusal == .alreadyAccepted || refusal == .issuedBeforeFloor
  }
}

@Test func flippedBitsInOneCopyChangeNothing() {
  let seed = TestSeed.seed()
  var generator = TestRandom(seed: seed)
  let (rig, accepted) = filledRig()
  let sound = rig.medium.bytes
  for trial in 0..<TestSeed.trialCount(200) {
    let copy = trial % 2
    // One to eight flips in each page of 256 bytes, or in one page.
    for page in 0..<copyByteCount / 256
    where trial % 3 == 0 || page == trial % 40 {
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let index = Int.random(in: 0..<256, using: &generator)
        rig.medium.bytes[copy * copyByteCount + page * 256 + index] ^=
          1 << UInt8.random(in: 0..<8, using: &generator)
      }
    }
    let outcome = rig.boot()
    #expect(outcome == .ready, "trial \(trial)")
    let isUsed = allUsed(rig, accepted)
    #expect(isUsed, "trial \(trial)")
    let fresh = rig.mark(chain([token(5_000 + UInt64(trial))], lo: 1_100))
    // A flipped bit in the blank tail is stepped over.
    #expect(fresh == nil, "trial \(trial)")
    rig.medium.restore(sound)
  }
}

@Test func anyUnitOfOneCopyMayReadBlank() {
  let (rig, accepted) = filledRig()
  let sound = rig.medium.bytes
  for unit in 0..<20 {
    rig.blank(unit * 1_024..<(unit + 1) * 1_024)
    #expect(rig.boot() == .ready, "unit \(unit)")
    let isUsed = allUsed(rig, accepted)
    #expect(isUsed, "unit \(unit)")
    rig.medium.restore(sound)
  }
}

@Test func aWholeCopyMayReadBlank() {
  let (rig, accepted) = filledRig()
  let sound = rig.medium.bytes
  for copy in 0..<2 {
    rig.blank(copy * copyByteCount..<(copy + 1) * copyByteCount)
    #expect(rig.boot() == .ready)
    let isUsed = allUsed(rig, accepted)
    #expect(isUsed)
    rig.medium.restore(sound)
  }
}

@Test func aSegmentBlankInBothCopiesIsALoss() {
  let (rig, _) = filledRig()
  let sound = rig.medium.bytes
  for segment in 1...4 as ClosedRange<UInt64> {
    for copy in 0..<2 { rig.blank(rig.range(ofSegment: segment, copy: copy)) }
    #expect(rig.boot() == .lossDetected, "segment \(segment)")
    #expect(rig.mark(chain([token(1)])) == .unavailable)
    rig.medium.restore(sound)
  }
}

/// Every written slot, damaged in both copies in each way.
@Test(arguments: [
  [true, true], [true, false], [false, true], [false, false],
])
func aRecordDamagedInBothCopiesIsALoss(_ blanks: [Bool]) {
  let (rig, _) = filledRig()
  let sound = rig.medium.bytes
  var lossCount = 0
  for segment in 1...4 as ClosedRange<UInt64> {
    for slot in 1..<rig.layout.slotsPerSegment {
      let range = rig.range(ofSlot: slot, segment: segment, copy: 0)
      if sound[range].allSatisfy({ $0 == 0xff }) { continue }
      for copy in 0..<2 {
        let range = rig.range(ofSlot: slot, segment: segment, copy: copy)
        if blanks[copy] {
          rig.blank(range)
        } else {
          rig.medium.bytes[range.lowerBound + 20] ^= 0x10
        }
      }
      let isLoss = rig.boot() == .lossDetected
      if isLoss { lossCount += 1 }
      // The tail of the ring has nothing after it: blank in both copies, or
      // damaged in A and blank in B, it reads as never written. The last chain
      // has two records.
      let isTail = segment == 4 && isAfterLast(slot, segment, rig, sound)
      #expect(isLoss || (isTail && blanks[1]), "\(segment) \(slot)")
      rig.medium.restore(sound)
    }
  }
  #expect(lossCount > 50)
}

/// Whether nothing is written behind a slot.
private func isAfterLast(
  _ slot: UInt32, _ segment: UInt64, _ rig: Rig, _ bytes: [UInt8]
) -> Bool {
  for later in slot + 1..<max(slot + 2, rig.layout.slotsPerSegment)
  where later < rig.layout.slotsPerSegment {
    let range = rig.range(ofSlot: later, segment: segment, copy: 0)
    if !bytes[range].allSatisfy({ $0 == 0xff }) { return false }
  }
  return true
}

@Test func aLossRefusesUntilAFloorIsSetOnPurpose() throws {
  let (rig, accepted) = filledRig()
  for copy in 0..<2 {
    rig.medium.bytes[
      rig.range(ofSlot: 3, segment: 2, copy: copy).lowerBound + 5] ^= 1
  }
  #expect(rig.boot() == .lossDetected)
  #expect(rig.boot() == .lossDetected)
  #expect(rig.mark(chain([token(7_000)])) == .unavailable)
  try rig.store.raiseIssuanceFloor(to: 600)
  // Never below the newest time the store has seen.
  #expect(rig.floors.issuedAtSeconds == 1_027)
  let isUsed = allUsed(rig, accepted)
  #expect(isUsed)
  let stale = chain([token(7_000, issued: 1_027)], lo: 1_100)
  let fresh = chain([token(7_001, issued: 1_028)], lo: 1_100)
  #expect(rig.mark(stale) == .issuedBeforeFloor)
  #expect(rig.mark(fresh) == nil)
  #expect(rig.boot() == .ready)
  #expect(rig.mark(fresh) == .replayed)
  // What was readable is still known by name.
  #expect(rig.statistics.entryCount > 40)
  let limit = RateLimit(count: 5, periodSeconds: 200)
  let limited = token(7_002, issued: 1_050, ledger: 3, limit: limit)
  // The newest task had an upper bound of 1,029.
  #expect(rig.statistics.ledgerHorizonSeconds == 1_029)
  #expect(rig.mark(chain([limited], lo: 1_228)) == .rateExceeded)
  #expect(rig.mark(chain([limited], lo: 1_229)) == nil)
}

@Test func aLossFoundWhenASegmentGoesClosesTheStore() throws {
  let (rig, _) = filledRig()
  for copy in 0..<2 {
    rig.medium.bytes[
      rig.range(ofSlot: 3, segment: 1, copy: copy).lowerBound + 5] ^= 1
  }
  var refusal: ReplayRefusal.Reason?
  for number in 0..<90 as Range<UInt64> where refusal == nil {
    refusal = rig.mark(
      chain([token(8_000 + number, expires: 20_000)], lo: 9_500))
  }
  #expect(refusal == .unavailable)
  #expect(rig.outcome == .lossDetected)
  try rig.store.raiseIssuanceFloor(to: 9_500)
  #expect(rig.outcome == .ready)
  let fresh = chain(
    [token(9_000, expires: 10_000, issued: 9_501)], lo: 9_502)
  #expect(rig.mark(fresh) == nil)
}

@Test func aBlankStoreIsNotANewStore() throws {
  let rig = Rig(formats: false)
  #expect(rig.outcome == .blank)
  #expect(rig.mark(chain([token(1)])) == .unavailable)
  #expect(throws: JournalError.blank) {
    try rig.store.raiseIssuanceFloor(to: 5)
  }
  let isBlank = rig.medium.bytes.allSatisfy { $0 == 0xff }
  #expect(isBlank)
}

@Test func anErasedStoreIsNotANewStore() {
  let (rig, _) = filledRig()
  rig.blank(0..<rig.medium.bytes.count)
  #expect(rig.boot() == .blank)
  #expect(rig.mark(chain([token(1)])) == .unavailable)
}

@Test func randomBytesAreRefused() {
  let seed = TestSeed.seed()
  var generator = TestRandom(seed: seed)
  let rig = Rig(formats: false)
  for _ in 0..<50 {
    for index in rig.medium.bytes.indices {
      rig.medium.bytes[index] = .random(in: 0...255, using: &generator)
    }
    #expect(rig.boot() == .blank)
  }
}

@Test func anotherVersionIsSaid() {
  let rig = Rig()
  for offset in [0, 256, 7_168, 7_424] { rig.medium.bytes[offset + 9] = 2 }
  #expect(rig.boot() == .otherFormat)
  #expect(rig.mark(chain([token(1)])) == .unavailable)
}

@Test func formattingMakesOldRecordsForeign() {
  let (rig, accepted) = filledRig()
  rig.format(storeID: 99, 2_000)
  #expect(rig.boot() == .ready)
  #expect(rig.statistics.entryCount == 0)
  #expect(rig.floors.issuedAtSeconds == 2_000)
  for set in accepted { #expect(rig.mark(set) == .issuedBeforeFloor) }
  let fresh = chain([token(1, expires: 4_000, issued: 2_001)], lo: 2_002)
  #expect(rig.mark(fresh) == nil)
}

@Test func aStaleSegmentIsNotTakenForACurrentOne() {
  let (rig, _) = filledRig()
  let old = rig.medium.bytes
  for number in 0..<75 as Range<UInt64> {
    _ = rig.mark(
      chain([token(8_000 + number, expires: 20_000)], lo: 9_500 + number))
  }
  // The place of segment 1 now holds segment 8; give it the old page back.
  #expect((rig.control?.currentSegment ?? 0) == 8)
  for copy in 0..<2 {
    for index in rig.range(ofSegment: 1, copy: copy) {
      rig.medium.bytes[index] = old[index]
    }
  }
  #expect(rig.boot() == .lossDetected)
}

@Test func aRecordInAnotherSlotDoesNotCount() {
  let (rig, _) = filledRig()
  for copy in 0..<2 {
    let from = rig.range(ofSlot: 2, segment: 1, copy: copy)
    let to = rig.range(ofSlot: 5, segment: 3, copy: copy)
    for (index, source) in zip(to, from) {
      rig.medium.bytes[index] = rig.medium.bytes[source]
    }
  }
  #expect(rig.boot() == .lossDetected)
}

@Test func lostControlRecordsAreNoticedByTheRing() {
  let (rig, _) = filledRig()
  // Put the control block back to the time before segment 4 was opened.
  let young = Rig(geometry: geometry, entries: 80)
  for copy in 0..<2 {
    let range = copy * copyByteCount..<copy * copyByteCount + 3_072
    for index in range { rig.medium.bytes[index] = young.medium.bytes[index] }
  }
  #expect(rig.boot() == .lossDetected)
}

@Test func recordsOfASegmentThatIsNotCurrentAreALoss() throws {
  let (rig, _) = filledRig()
  // The record that made segment 4 the current one goes in both copies; the
  // one before it says that segment 4 was about to be opened.
  let control = try #require(rig.control)
  let place = Int(rig.layout.offset(ofControl: control.sequence))
  for copy in 0..<2 {
    rig.blank(copy * copyByteCount + place..<copy * copyByteCount + place + 512)
  }
  #expect(rig.boot() == .lossDetected)
  #expect(rig.control?.currentSegment == 3)
  #expect(rig.control?.intentSegment == 4)
}

@Test func aDamagedTailBesideABlankSegmentIsALoss() {
  let (rig, _) = filledRig()
  let isWritten = { (slot: UInt32) in
    let range = rig.range(ofSlot: slot, segment: 4, copy: 0)
    return !rig.medium.bytes[range].allSatisfy { $0 == 0xff }
  }
  guard let last = (1..<rig.layout.slotsPerSegment).last(where: isWritten)
  else { return }
  // Copy B of the segment reads blank, and with it this record; that alone
  // does not mean that it was never begun.
  rig.blank(rig.range(ofSegment: 4, copy: 1))
  #expect(rig.boot() == .ready)
  let place = rig.range(ofSlot: last, segment: 4, copy: 0).lowerBound
  for index in place + 4..<place + 20 { rig.medium.bytes[index] &= 0x5a }
  #expect(rig.boot() == .lossDetected)
}

@Test func oneImageCannotRaiseAFloor() {
  let rig = Rig()
  let scratch = Rig()
  _ = try? scratch.store.raiseIssuanceFloor(to: 5_000)
  let sound = rig.medium.bytes
  guard let sequence = scratch.control?.sequence else { return }
  let place = Int(rig.layout.offset(ofControl: sequence))
  // A single image of a higher floor, as chance might make it.
  for index in place..<place + 256 {
    rig.medium.bytes[index] = scratch.medium.bytes[index]
  }
  #expect(rig.boot() == .ready)
  #expect(rig.floors.issuedAtSeconds == 0)
  // Twice, and it holds.
  for index in place..<place + 512 {
    rig.medium.bytes[index] = scratch.medium.bytes[index]
  }
  #expect(rig.boot() == .ready)
  #expect(rig.floors.issuedAtSeconds == 5_000)
  rig.medium.restore(sound)
}

@Test func aDamagedNewestControlRecordIsALoss() throws {
  let rig = Rig()
  try rig.store.raiseIssuanceFloor(to: 5_000)
  let control = try #require(rig.control)
  let place = Int(rig.layout.offset(ofControl: control.sequence))
  for start in [place, place + 256, place + 7_168] {
    rig.medium.bytes[start + 30] ^= 1
  }
  #expect(rig.boot() == .lossDetected)
  try rig.store.raiseIssuanceFloor(to: 6_000)
  #expect(rig.floors.issuedAtSeconds == 6_000)
  #expect(rig.boot() == .ready)
}

@Test func flipsInBothCopiesNeverLetAMarkPass() {
  let seed = TestSeed.seed()
  var generator = TestRandom(seed: seed)
  let (rig, accepted) = filledRig()
  let sound = rig.medium.bytes
  var lossCount = 0
  for trial in 0..<TestSeed.trialCount(400) {
    for _ in 0..<Int.random(in: 2...400, using: &generator) {
      let index = Int.random(in: 0..<sound.count, using: &generator)
      rig.medium.bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    }
    let outcome = rig.boot()
    if outcome == .ready {
      let isUsed = allUsed(rig, accepted)
      #expect(isUsed, "trial \(trial) seed \(seed)")
    } else {
      lossCount += 1
    }
    rig.medium.restore(sound)
  }
  #expect(lossCount > 50)
}
