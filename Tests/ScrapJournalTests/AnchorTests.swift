// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM
import Testing

@testable import ScrapJournal

/// What only an anchor on another device can see.
struct AnchorTests {
  private func rig(isAnchored: Bool = true, marks: UInt64 = 10) -> Rig {
    let rig = Rig(isAnchored: isAnchored)
    for number in 0..<marks { _ = rig.mark(chain([token(number)])) }
    return rig
  }

  @Test func aSoundStoreAgreesWithItsAnchor() {
    let rig = rig(marks: 35)
    #expect(rig.boot() == .ready)
    #expect(rig.store.journal.report.anchor == .agrees)
    #expect(rig.anchor.writeCount > 35)
  }

  @Test(arguments: [false, true])
  func anOlderImageIsSeenOnlyWithAnAnchor(_ isAnchored: Bool) {
    let rig = rig(isAnchored: isAnchored)
    let image = rig.medium.bytes
    #expect(rig.mark(chain([token(100)])) == nil)
    rig.medium.restore(image)
    #expect(rig.boot() == (isAnchored ? .lossDetected : .ready))
    // The documented gap: without an anchor the token is accepted again.
    #expect(rig.mark(chain([token(100)])) == (isAnchored ? .unavailable : nil))
  }

  /// Cells of a cut write can bring back a control record after everything else
  /// was blanked. Where it relies on no segment, the medium is that of a store
  /// that was just formatted, bit by bit.
  @Test(arguments: [false, true], [0, 3] as [UInt64])
  func aControlRecordAloneIsALossIfItReliesOnASegment(
    _ isAnchored: Bool, markCount: UInt64
  ) {
    let rig = rig(isAnchored: isAnchored, marks: markCount)
    let image = rig.medium.bytes
    #expect(rig.mark(chain([token(100)])) == nil)
    for copy in 0..<2 {
      let start = copy * Int(rig.layout.geometry.byteCount)
      let ring = start + Int(rig.layout.offset(ofSegment: 0))
      rig.medium.bytes.replaceSubrange(start..<ring, with: image[start..<ring])
      rig.blank(ring..<start + Int(rig.layout.geometry.byteCount))
    }
    let isNew = rig.medium.bytes == Rig().medium.bytes
    #expect(isNew == (markCount == 0))
    #expect(rig.boot() == (isNew && !isAnchored ? .ready : .lossDetected))
  }

  @Test(arguments: [false, true])
  func aTailThatADeviceLostIsSeenOnlyWithAnAnchor(_ isAnchored: Bool) {
    let rig = rig(isAnchored: isAnchored)
    for copy in 0...1 {
      rig.blank(rig.range(ofSlot: 10, segment: 1, copy: copy))
    }
    #expect(rig.boot() == (isAnchored ? .lossDetected : .ready))
    let report = rig.store.journal.report
    #expect(report.anchor == (isAnchored ? .ahead : .absent))
    #expect(report.loss.contains(.anchorAhead) == isAnchored)
  }

  /// However far the anchor is ahead.
  @Test(arguments: [1, 30, 120] as [UInt64])
  func afterAnOlderImageAFloorMakesTheStoreUsable(_ count: UInt64) throws {
    let rig = Rig(entries: 300, isAnchored: true)
    for number in 0..<9 as Range<UInt64> {
      _ = rig.mark(chain([token(number)]))
    }
    let image = rig.medium.bytes
    for number in 10..<10 + count {
      let now = 3_000 + number * 40
      _ = rig.mark(chain([token(number, expires: UInt32(now) + 9)], lo: now))
    }
    rig.medium.restore(image)
    #expect(rig.boot() == .lossDetected)
    try rig.store.raiseIssuanceFloor(to: 9_000)
    for start in 0..<3 as Range<UInt64> {
      #expect(rig.boot() == .ready)
      let fresh = token(900 + start, expires: 30_000, issued: 9_001)
      #expect(rig.mark(chain([fresh], lo: 9_100)) == nil)
      #expect(rig.mark(chain([fresh], lo: 9_100)) == .replayed)
    }
  }

  @Test func aRaisedFloorThatADeviceLostIsSeen() throws {
    let rig = rig()
    let image = rig.medium.bytes
    try rig.store.raiseIssuanceFloor(to: 800)
    rig.medium.restore(image)
    #expect(rig.boot() == .lossDetected)
    try rig.store.raiseIssuanceFloor(to: 900)
    #expect(rig.outcome == .ready)
    #expect(rig.boot() == .ready)
    #expect(rig.floors.issuedAtSeconds >= 900)
    #expect(rig.mark(chain([token(5, issued: 2_000)])) == .replayed)
    #expect(rig.mark(chain([token(200, issued: 2_000)])) == nil)
  }

  @Test func aBlankOrForeignAnchorIsALoss() throws {
    for isBlank in [true, false] {
      let rig = rig()
      if isBlank { rig.anchor.mark = nil } else { rig.anchor.mark?.storeID = 5 }
      #expect(rig.boot() == .lossDetected)
      #expect(rig.store.journal.report.anchor == .foreign)
      try rig.store.raiseIssuanceFloor(to: 1_100)
      #expect(rig.boot() == .ready)
      #expect(rig.mark(chain([token(1, issued: 2_000)])) == .replayed)
    }
  }

  /// Numbers that no journal can have reached are chance, not a future.
  @Test(arguments: [UInt64.max, 1 << 56])
  func anImpossibleAnchorIsForeign(_ number: UInt64) throws {
    for isControl in [true, false] {
      let rig = rig()
      if isControl {
        rig.anchor.mark?.controlSequence = number
      } else {
        rig.anchor.mark?.slotSequence = number
      }
      #expect(rig.boot() == .lossDetected)
      #expect(rig.store.journal.report.anchor == .foreign)
      try rig.store.raiseIssuanceFloor(to: 1_100)
      #expect(rig.boot() == .ready)
      #expect(rig.mark(chain([token(77, issued: 2_000)])) == nil)
    }
  }

  @Test func anAnchorThatDoesNotAnswerRefusesEverything() {
    let rig = rig()
    rig.anchor.isFailing = true
    #expect(rig.mark(chain([token(50)])) == .unavailable)
    #expect(rig.boot() == .mediumFailed)
    rig.anchor.isFailing = false
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([token(51)])) == nil)
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([token(51)])) == .replayed)
  }

  /// The anchor is written last: a cut before it is no loss.
  @Test func aCutBetweenMediumAndAnchorIsNoLoss() {
    let rig = rig()
    let mark = rig.anchor.mark
    #expect(rig.mark(chain([token(50)])) == nil)
    rig.anchor.mark = mark
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([token(50)])) == .replayed)
  }

  /// A write that was cut reads whole at one start and blank at the next: it
  /// was never answered, so the anchor must not have been told of it.
  @Test func aRecordThatReadsWholeOnlyOnceIsNotMissed() throws {
    let rig = rig()
    let slot = rig.range(ofSlot: 11, segment: 1, copy: 0)
    rig.medium.faults[rig.medium.operationCount + 2] =
      .cut(afterByteCount: -1)
    #expect(rig.mark(chain([token(60)])) == .unavailable)
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([token(60)])) == .replayed)
    try rig.store.raiseIssuanceFloor(to: 300)
    rig.blank(slot)
    #expect(rig.boot() == .ready)
  }

  /// Long after the newest mark its segment has gone, and nothing is missed.
  @Test func marksThatWentWithTheirSegmentAreNotMissed() {
    let rig = Rig(isAnchored: true)
    for number in 0..<400 as Range<UInt64> {
      let now = 1_000 + 3 * number
      _ = rig.mark(chain([token(number, expires: UInt32(now) + 30)], lo: now))
      if number % 20 == 0 { #expect(rig.boot() == .ready) }
    }
    rig.medium.programFault = .error(afterByteCount: 0)
    for number in 400..<480 as Range<UInt64> {
      let now = 1_000 + 3 * number
      _ = rig.mark(chain([token(number, expires: UInt32(now) + 30)], lo: now))
    }
    rig.medium.programFault = nil
    rig.medium.faults = [:]
    #expect(rig.boot() == .ready)
  }

  // MARK: RegionAnchor

  private func regionAnchor(
    on medium: MemoryMedium, _ body: (inout RegionAnchor<MemoryRegion>) -> Void
  ) {
    let geometry = medium.geometry
    let work = UnsafeMutableRawBufferPointer.allocate(
      byteCount: RegionAnchor<MemoryRegion>.workByteCount(for: geometry),
      alignment: 8)
    defer { work.deallocate() }
    var anchor = RegionAnchor(region: medium.region(0), work: work)
    body(&anchor)
  }

  private func mark(_ number: UInt64) -> TailMark {
    TailMark(storeID: 7, controlSequence: number, slotSequence: number * 3)
  }

  private let fram = NVMGeometry(
    byteCount: 256, programByteCount: 1, eraseByteCount: 64)

  @Test func aRegionAnchorIsBlankAtFirstAndThenRemembers() throws {
    let medium = MemoryMedium(geometry: fram, regionCount: 1, replaces: true)
    var seen: [TailMark?] = []
    regionAnchor(on: medium) { anchor in
      seen.append(try? anchor.read())
      for number in 1...5 as ClosedRange<UInt64> {
        try? anchor.write(mark(number))
        seen.append(try? anchor.read())
      }
    }
    #expect(seen == [nil] + (1...5).map { mark($0) })
  }

  @Test func aCutInARegionAnchorLeavesTheOldMarkOrTheNew() throws {
    for operation in 0..<12 {
      for byteCount in [0, 3, 20, 39] {
        let medium = MemoryMedium(
          geometry: fram, regionCount: 1, replaces: true)
        regionAnchor(on: medium) { try? $0.write(mark(1)) }
        medium.faults[medium.operationCount + operation] =
          .cut(afterByteCount: byteCount)
        regionAnchor(on: medium) { try? $0.write(mark(2)) }
        medium.restorePower()
        var found: TailMark?
        regionAnchor(on: medium) { found = try? $0.read() }
        #expect(found == mark(1) || found == mark(2), "operation \(operation)")
      }
    }
  }

  @Test func aRegionAnchorOutlivesDamageToTwoCopies() throws {
    let medium = MemoryMedium(geometry: fram, regionCount: 1, replaces: true)
    regionAnchor(on: medium) { try? $0.write(mark(9)) }
    for copy in 0..<3 {
      let image = medium.bytes
      for other in 0..<3 where other != copy {
        medium.flip(bit: (other * 64 + 20) * 8)
      }
      var found: TailMark?
      regionAnchor(on: medium) { found = try? $0.read() }
      #expect(found == mark(9))
      medium.restore(image)
    }
  }
}
