// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapReplay

@Test func aLiveEntryIsNeverDropped() {
  let bench = Bench(entries: 2)
  _ = bench.mark(chain(token(1, expires: 1_000)))
  _ = bench.mark(chain(token(2, expires: 1_001)))
  // Valid while now <= expires_at (E-46): nothing has expired at 1,000.
  let atExpiry = bench.mark(chain(token(3), lo: 1_000))
  let after = bench.mark(chain(token(3), lo: 1_001))
  let again = bench.mark(chain(token(4), lo: 1_001))
  #expect(atExpiry == full(2, of: 2))
  #expect(after == nil)
  #expect(again == full(2, of: 2))
  #expect(bench.medium.floors.expiresAtSeconds == 1_001)
}

@Test func theFloorIsDurableBeforeAnEntryGoes() {
  let medium = MemoryRecords()
  let bench = Bench(entries: 1, medium: medium)
  _ = bench.mark(chain(token(1, expires: 1_000)))
  medium.failures = [.mediumFailed]
  let before = bench.bytes
  let refusal = bench.mark(chain(token(2), lo: 1_500))
  let isSame = bench.bytes == before
  #expect(refusal == ReplayRefusal(.unavailable))
  #expect(isSame)
}

@Test func aDroppedTokenIsExpiredNotForgotten() {
  let bench = Bench(entries: 1)
  _ = bench.mark(chain(token(1, expires: 1_000)))
  _ = bench.mark(chain(token(2), lo: 1_500))
  // Even if the clock now lies.
  let refusal = bench.mark(chain(token(1, expires: 1_000), lo: 900))
  #expect(refusal == ReplayRefusal(.expired, tokenIndex: 0))
}

@Test func onlyWhatIsNeededIsDropped() {
  let bench = Bench(entries: 8)
  for id in 1...8 as ClosedRange<UInt64> {
    _ = bench.mark(chain(token(id, expires: 1_000 + UInt32(id))))
  }
  let refusal = bench.mark(chain(token(21), token(22), lo: 1_500))
  #expect(refusal == nil)
  #expect(bench.statistics.entryCount == 8)
  #expect(bench.statistics.earliestExpirySeconds == 1_003)
}

@Test func theHeapGivesTheEarliestFirst() {
  let seed = TestSeed.seed()
  var generator = TestRandom(seed: seed)
  let bench = Bench(entries: 300)
  var expiries: [UInt32] = []
  for id in 1...300 as ClosedRange<UInt64> {
    let expires = UInt32.random(in: 2_000...3_000, using: &generator)
    expiries.append(expires)
    _ = bench.mark(chain(token(id, expires: expires)))
  }
  expiries.sort()
  for number in 0..<300 {
    #expect(
      bench.statistics.earliestExpirySeconds == expiries[number])
    let refusal = bench.mark(
      chain(token(1_000 + UInt64(number), expires: 9_000), lo: 4_000))
    #expect(refusal == nil)
  }
}

@Test func anEntryTakesAtMostFortyBytes() {
  var capacity: UInt32 = 1
  while capacity <= ReplayIndex.capacityMax {
    let byteCount = ReplayStore<MemoryJournal>.memoryByteCount(
      entryCapacity: capacity, ledgerCapacity: 0)
    #expect(byteCount <= 40 * Int(capacity) + 400)
    if capacity >= 10_000 { #expect(byteCount <= 40 * Int(capacity)) }
    let withLedger = ReplayStore<MemoryJournal>.memoryByteCount(
      entryCapacity: capacity, ledgerCapacity: capacity)
    #expect(withLedger - byteCount <= 13 * Int(capacity) + 64)
    capacity += capacity / 7 + 1
  }
  #expect(MemoryLayout<Entry>.stride == 28)
}
