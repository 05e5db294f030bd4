// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapReplay

private let capacity: UInt32 = 56
private let events: UInt32 = 20

/// A recovery of 40 marks into memory of which one bit flips half way.
private func ends(withFlipAt bit: Int?) -> Bool {
  let memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: MemoryPlan.byteCount(
      entryCapacity: capacity, ledgerCapacity: events),
    alignment: 64)
  defer { memory.deallocate() }
  let seed = HashSeed(low: 1, high: 2)
  let plan = MemoryPlan(
    memory: memory, entryCapacity: capacity, ledgerCapacity: events,
    quota: .unlimited, seed: seed)
  var recovered = ReplayMemory(plan: plan, state: MemoryState(seed: seed))
  recovered.begin(floors: Floors(), ledgerHorizonSeconds: 0)
  for number in 0..<40 as Range<UInt64> {
    if number == 20, let bit {
      memory[bit / 8] ^= 1 << (bit % 8)
    }
    recovered.take(
      RecoveredMark(
        key: MarkKey(high: number &* 0x9e37_79b9_7f4a_7c15, low: number),
        ledgerKey: LedgerKey(number + 1), rootKey: LedgerKey(number % 3 + 1),
        expiresAtSeconds: 1_000 + UInt32(number), hiSeconds: 10,
        slot: UInt32(number)))
  }
  return recovered.restoreOrder() && !recovered.isDamaged
    && recovered.index.count == 40
}

// What a start has just written is not checked at once, but at its end: no flip
// in buckets, ledger or counters is covered by what is written later.
@Test func aFlipInTheMiddleOfAStartIsSeenAtItsEnd() {
  #expect(ends(withFlipAt: nil))
  let ledgerByteCount = RateLedger.byteCount(capacity: events)
  let buckets = 6 * CheckedLines.byteCount
  let indexByteCount = ReplayIndex.byteCount(capacity: capacity)
  let counters = SubjectCounts.byteCount(capacity: capacity)
  #expect(
    indexByteCount == buckets + Int(capacity) * 32 + counters,
    "buckets, entries and heap, counters")
  let countersAt = ledgerByteCount + indexByteCount - counters
  let ranges = [
    0..<ledgerByteCount + buckets, countersAt..<countersAt + counters,
  ]
  for bit in ranges.joined().flatMap({ $0 * 8..<$0 * 8 + 8 }) {
    #expect(!ends(withFlipAt: bit))
  }
}
