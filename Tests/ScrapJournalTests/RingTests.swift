// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM
import Testing

@testable import ScrapJournal

@Test func recoveryWritesNothing() {
  let rig = Rig()
  for number in 0..<30 as Range<UInt64> {
    _ = rig.mark(chain([token(number)]))
  }
  rig.medium.faults[rig.medium.operationCount + 1] = .cut(afterByteCount: 9)
  _ = rig.mark(chain([token(100)]))
  rig.medium.restorePower()
  let operations = rig.medium.operationCount
  let before = rig.medium.bytes
  for _ in 0..<20 { #expect(rig.boot() == .ready) }
  let isSame = rig.medium.bytes == before
  #expect(isSame)
  #expect(rig.medium.operationCount == operations)
}

@Test func tenThousandRefusalsLeaveTheMediumAsItWas() {
  let rig = Rig(entries: 8)
  for number in 0..<8 as Range<UInt64> {
    _ = rig.mark(chain([token(number)], digest: number))
  }
  let medium = rig.medium.bytes
  let memory = rig.memoryBytes
  let operations = rig.medium.operationCount
  for number in 0..<2_500 as Range<UInt64> {
    _ = rig.mark(chain([token(number % 8)], digest: number % 8))
    _ = rig.mark(chain([token(100 + number), token(number % 8)]))
    _ = rig.mark(chain([token(100 + number)]))
    _ = rig.mark(
      chain([token(100 + number, limit: RateLimit(count: 0, periodSeconds: 9))])
    )
  }
  let isSame = rig.medium.bytes == medium && rig.memoryBytes == memory
  #expect(isSame)
  #expect(rig.medium.operationCount == operations)
}

@Test func theRingTurnsManyTimes() {
  let rig = Rig(entries: 40, ledger: 100)
  var oracle: [(MarkSet, expires: UInt64)] = []
  var now: UInt64 = 1_000
  for number in 0..<600 as Range<UInt64> {
    now += 3
    let set = chain(
      (0...number % 4).map {
        token(number * 4 + $0, expires: UInt32(now) + 30, ledger: number % 3)
      }, digest: number, lo: now)
    #expect(rig.mark(set) == nil, "\(number)")
    oracle.append((set, now + 30))
    if number % 50 == 49 {
      #expect(rig.boot() == .ready)
      for (set, expires) in oracle.suffix(60) {
        let refusal = rig.mark(set)
        #expect(
          refusal == .expired || (refusal == .alreadyAccepted && expires > 0))
        if expires >= now { #expect(refusal == .alreadyAccepted) }
      }
    }
  }
  #expect((rig.control?.currentSegment ?? 0) > 70)
}

@Test func theRingIsFullBehindOneLongToken() {
  let rig = Rig(entries: 200)
  #expect(rig.mark(chain([token(1, expires: 50_000)])) == nil)
  var refusal: ReplayRefusal.Reason?
  var count: UInt64 = 1
  while refusal == nil, count < 200 {
    count += 1
    refusal = rig.mark(
      chain([token(count, expires: 1_100)], lo: 1_000 + count))
  }
  // Four segments of 20 records, all behind the first.
  #expect(refusal == .full)
  #expect(count == 81)
  let operations = rig.medium.operationCount
  #expect(rig.mark(chain([token(999)], lo: 5_000)) == .full)
  #expect(rig.medium.operationCount == operations)
  // When it has expired, the ring turns again by itself.
  let later = chain([token(999, expires: 60_000)], lo: 50_001)
  #expect(rig.mark(later) == nil)
  #expect(rig.boot() == .ready)
  #expect(rig.mark(chain([token(1, expires: 50_000)])) == .expired)
}

@Test func theHorizonOutlivesSegmentsThatAreGone() {
  let limit = RateLimit(count: 1, periodSeconds: 1_000)
  let rig = Rig(entries: 40, ledger: 500)
  // One task of key 5 at 1,000 to 1,002; then the ring turns over it.
  _ = rig.mark(chain([token(1, expires: 1_010, ledger: 5)]))
  for number in 0..<90 as Range<UInt64> {
    _ = rig.mark(
      chain(
        [token(10 + number, expires: 1_021 + UInt32(number))],
        lo: 1_011 + number))
  }
  #expect((rig.control?.currentSegment ?? 0) > 4)
  let limited = token(500, expires: 9_000, ledger: 5, limit: limit)
  // In working memory the task is still known.
  #expect(rig.mark(chain([limited], lo: 1_500)) == .rateExceeded)
  rig.boot()
  // The record is gone; the horizon speaks for it.
  #expect(rig.statistics.ledgerHorizonSeconds >= 1_002)
  #expect(rig.mark(chain([limited], lo: 1_500)) == .rateExceeded)
  let horizon = rig.statistics.ledgerHorizonSeconds
  #expect(rig.mark(chain([limited], lo: horizon + 999)) == .rateExceeded)
  #expect(rig.mark(chain([limited], lo: horizon + 1_000)) == nil)
}

@Test func theTimeMarkIsTheNewestLowerBound() throws {
  let rig = Rig()
  _ = rig.mark(chain([token(1)], lo: 1_200, hi: 1_900))
  _ = rig.mark(chain([token(2)], lo: 1_100))
  #expect(rig.floors.timeMarkSeconds == 1_200)
  rig.boot()
  #expect(rig.floors.timeMarkSeconds == 1_200)
  try rig.store.raiseIssuanceFloor(to: 1_000)
  rig.boot()
  #expect(rig.floors.timeMarkSeconds == 1_200)
  #expect(rig.floors.issuedAtSeconds == 1_000)
}

@Test func floorsNeverFall() throws {
  let rig = Rig()
  try rig.store.raiseIssuanceFloor(to: 2_000)
  try rig.store.raiseIssuanceFloor(to: 1_000)
  #expect(rig.floors.issuedAtSeconds == 2_000)
  for number in 0..<40 as Range<UInt64> {
    try rig.store.raiseIssuanceFloor(to: 2_000 + number)
    #expect(rig.boot() == .ready)
    #expect(rig.floors.issuedAtSeconds == 2_000 + number)
  }
}

/// Program units of NOR, FRAM and cards, and more control sectors.
@Test(
  arguments: [
    (1, 512), (4, 512), (16, 4_096), (64, 1_024), (256, 4_096), (512, 4_096),
  ] as [(UInt32, UInt32)])
func everyGeometryKeepsItsMarks(_ unit: UInt32, _ erase: UInt32) {
  let geometry = NVMGeometry(
    byteCount: 9 * UInt64(erase), programByteCount: unit,
    eraseByteCount: erase)
  let rig = Rig(geometry: geometry, entries: 16, controlSectors: 3)
  for number in 0..<120 as Range<UInt64> {
    let now = 1_000 + 10 * number
    let set = chain(
      (0...number % 4).map {
        token(number * 4 + $0, expires: UInt32(now) + 15)
      }, digest: number, lo: now)
    #expect(rig.mark(set) == nil, "\(number)")
    if number % 13 == 12 {
      #expect(rig.boot() == .ready)
      #expect(rig.mark(set) == .alreadyAccepted)
    }
  }
}
