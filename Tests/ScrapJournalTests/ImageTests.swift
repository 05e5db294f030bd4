// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM
import TestSupport
import Testing

@testable import ScrapJournal

/// Images that are not what this satellite wrote last: each has its verdict.
struct ImageTests {
  private func rig(
    marks: UInt64 = 30, storeID: UInt64 = 1, isAnchored: Bool = false
  ) -> Rig {
    let rig = Rig(entries: 60, formats: false, isAnchored: isAnchored)
    rig.format(storeID: storeID, 0)
    rig.boot()
    for number in 0..<marks { _ = rig.mark(chain([token(number)])) }
    return rig
  }

  private func half(_ rig: Rig, _ copy: Int) -> ArraySlice<UInt8> {
    let count = Int(rig.medium.geometry.byteCount)
    return rig.medium.bytes[copy * count..<(copy + 1) * count]
  }

  /// No token that the store has marked is accepted, and what recovery said is
  /// one of the verdicts.
  private func judge(
    _ rig: Rig, _ image: [UInt8], _ verdicts: Set<RecoveryOutcome>,
    marks: UInt64 = 30, _ comment: Comment
  ) {
    rig.medium.restore(image)
    let outcome = rig.boot()
    #expect(verdicts.contains(outcome), comment)
    for number in 0..<marks {
      #expect(rig.mark(chain([token(number)])) != nil, comment)
    }
  }

  @Test func swappedCopiesAreRefusedAsAnotherFormat() {
    let rig = rig()
    let swapped = Array(half(rig, 1)) + Array(half(rig, 0))
    judge(rig, swapped, [.otherFormat], "swapped")
  }

  @Test func copiesOfTwoStoresAreALoss() throws {
    for marks in [3, 30, 50] as [UInt64] {
      for copy in 0...1 {
        let rig = rig()
        let other = self.rig(marks: marks, storeID: 2)
        let mixed = (0...1).flatMap {
          Array(half($0 == copy ? other : rig, $0))
        }
        rig.medium.restore(mixed)
        #expect(rig.boot() == .lossDetected)
        #expect(rig.store.journal.report.loss.contains(.foreignCopy))
        try rig.store.raiseIssuanceFloor(to: 1_500)
        #expect(rig.boot() == .ready)
        #expect(rig.mark(chain([token(1, issued: 1_400)])) != nil)
        #expect(rig.mark(chain([token(900, issued: 1_600)])) == nil)
      }
    }
  }

  /// One chip shows what it held before the store was formatted anew.
  @Test(arguments: [0, 1])
  func anOldCopyDoesNotComeBackAfterFormatting(_ copy: Int) {
    let rig = rig()
    for floor in 1...20 as ClosedRange<UInt64> {
      try? rig.store.raiseIssuanceFloor(to: floor)
    }
    let old = Array(half(rig, copy))
    rig.format(storeID: 9, 0)
    rig.boot()
    #expect(rig.mark(chain([token(500)])) == nil)
    let count = old.count
    rig.medium.bytes.replaceSubrange(
      copy * count..<(copy + 1) * count, with: old)
    let outcome = rig.boot()
    #expect(outcome == .lossDetected)
    #expect(rig.control?.storeID == 9)
    #expect(rig.mark(chain([token(500)])) == .unavailable)
  }

  /// One copy still shows the turn of the ring before.
  @Test(arguments: [0, 1])
  func aCopyThatIsATurnBehindLosesNothing(_ copy: Int) {
    let rig = Rig(entries: 200)
    var number: UInt64 = 0
    func mark(_ count: UInt64) {
      for _ in 0..<count {
        number += 1
        let now = 1_000 + 3 * number
        _ = rig.mark(chain([token(number, expires: UInt32(now) + 60)], lo: now))
      }
    }
    mark(110)
    let segment = (rig.control?.currentSegment ?? 0) + 1
    let range = rig.range(ofSegment: segment, copy: copy)
    let old = rig.medium.bytes[range]
    mark(20)
    #expect(rig.control?.currentSegment == segment)
    rig.medium.bytes.replaceSubrange(range, with: old)
    #expect(rig.boot() == .ready)
    for id in number - 15...number {
      let set = chain(
        [token(id, expires: UInt32(1_000 + 3 * id) + 60)],
        lo: 1_000 + 3 * number)
      #expect(rig.mark(set) == .replayed)
    }
  }

  /// A raised floor has no trace but its control record.
  @Test func aRaisedFloorOutlivesAnyControlSector() throws {
    for sector in 0..<3 {
      let rig = rig()
      try rig.store.raiseIssuanceFloor(to: 800)
      for copy in 0...1 {
        let start = copy * 7 * 1_024 + sector * 1_024
        rig.medium.blank(start..<start + 1_024)
      }
      let outcome = rig.boot()
      #expect(outcome == .ready || outcome == .lossDetected)
      if outcome == .ready { #expect(rig.floors.issuedAtSeconds == 800) }
    }
  }

  /// Nothing older may come into force because nothing newer can be read.
  @Test func controlRecordsThatCannotBeReadAreNotPassedOver() {
    for sector in 0..<3 {
      let rig = rig()
      for copy in 0...1 {
        rig.medium.defects[copy * 7 + sector] = .readError
      }
      #expect(rig.boot() == .mediumFailed)
      #expect(rig.mark(chain([token(1)])) == .unavailable)
      rig.medium.defects = [:]
      #expect(rig.boot() == .ready)
      #expect(rig.mark(chain([token(1)])) == .replayed)
    }
  }

  @Test func oneCopyOfANewerStoreAndOneBlankAreUsable() {
    for copy in 0...1 {
      let rig = rig()
      rig.medium.blank(
        copy * Int(rig.medium.geometry.byteCount)..<(copy + 1)
          * Int(rig.medium.geometry.byteCount))
      let image = rig.medium.bytes
      judge(rig, image, [.ready, .lossDetected], "blank copy \(copy)")
    }
  }

  @Test func randomBytesAreRefused() {
    let seed = TestSeed.seed()
    var generator = TestRandom(seed: seed)
    let rig = rig()
    for _ in 0..<TestSeed.trialCount(50) {
      let image = rig.medium.bytes.map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      judge(rig, image, [.blank, .otherFormat], "seed \(seed)")
    }
  }

  /// The beginning of an image, the rest blank: as a copy that was interrupted.
  /// Where nothing is left but the first control record, the image is an older
  /// one that was put back, which only an anchor can tell.
  @Test(arguments: [false, true])
  func theBeginningOfAnImageIsRefused(_ isAnchored: Bool) {
    let rig = rig(isAnchored: isAnchored)
    let image = rig.medium.bytes
    for end in stride(from: 0, to: image.count, by: 97) {
      var part = image
      for index in end..<part.count { part[index] = 0xff }
      rig.medium.restore(part)
      rig.boot()
      if !isAnchored, rig.control?.currentSegment == 0 { continue }
      judge(
        rig, part, [.blank, .ready, .lossDetected], "cut off at byte \(end)")
    }
  }

  @Test func anImageOfAFutureVersionIsRefused() {
    let rig = rig()
    var image = rig.medium.bytes
    for copy in 0...1 {
      let start = copy * Int(rig.medium.geometry.byteCount)
      for offset in stride(from: 0, to: 3 * 1_024, by: 256)
      where image[start + offset] == 0x53 {
        image[start + offset + 9] = 2
      }
    }
    judge(rig, image, [.otherFormat], "version 2")
  }

  @Test func anImageOfAnotherGeometryIsRefused() {
    let other = Rig(
      geometry: NVMGeometry(
        byteCount: 7 * 1_024, programByteCount: 32, eraseByteCount: 1_024),
      entries: 60)
    let rig = rig()
    judge(rig, other.medium.bytes, [.otherFormat], "another program unit")
  }
}

/// The journal's own memory under radiation.
struct JournalStateTests {
  @Test func aFlippedBitOfWhatIsRememberedIsOutvoted() throws {
    let byteCount = MemoryLayout<Voted<JournalState>>.size
    for bit in stride(from: 0, to: byteCount * 8, by: 11) {
      let medium = MemoryMedium(geometry: smallGeometry)
      try withJournal(on: medium) { journal in
        withUnsafeMutableBytes(of: &journal.kept) {
          $0[bit / 8] ^= 1 << UInt8(bit % 8)
        }
        _ = try journal.append(chain([token(2)]))
        try journal.raiseIssuanceFloor(to: 300)
      }
      let rig = Rig(formats: false)
      rig.medium.restore(medium.bytes)
      #expect(rig.boot() == .ready, "bit \(bit)")
      #expect(rig.mark(chain([token(1)])) == .replayed)
      #expect(rig.mark(chain([token(2)])) == .replayed)
      #expect(rig.floors.issuedAtSeconds == 300)
    }
  }

  @Test func whereNoTwoAgreeEverythingIsRefusedUntilRecovery() throws {
    let medium = MemoryMedium(geometry: smallGeometry)
    let stride = MemoryLayout<JournalState>.stride
    let place = try #require(
      MemoryLayout<JournalState>.offset(of: \.timeMarkSeconds))
    try withJournal(on: medium) { journal in
      withUnsafeMutableBytes(of: &journal.kept) {
        $0[place] ^= 1
        $0[stride + place] ^= 2
      }
      var refusal: JournalError?
      do throws(JournalError) {
        _ = try journal.append(chain([token(2)]))
      } catch { refusal = error }
      #expect(refusal == .notRecovered)
      var sink = SegmentSurvey()
      try journal.recover(into: &sink)
      _ = try journal.append(chain([token(2)]))
    }
  }

  /// A journal with one mark on it.
  private func withJournal(
    on medium: MemoryMedium,
    _ body: (inout Journal<MemoryRegion, NoAnchor>) throws -> Void
  ) throws {
    let layout = try #require(JournalLayout(geometry: smallGeometry))
    let work = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Journal<MemoryRegion, NoAnchor>.workByteCount(for: layout),
      alignment: 8)
    defer { work.deallocate() }
    var journal = Journal(
      copyA: medium.region(0), copyB: medium.region(1), layout: layout,
      work: work)
    try journal.format(
      storeID: 7, issuedAfterSeconds: 0, entryCapacity: 40, ledgerCapacity: 16)
    var sink = SegmentSurvey()
    try journal.recover(into: &sink)
    _ = try journal.append(chain([token(1)]))
    try body(&journal)
  }
}
