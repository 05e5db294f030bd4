// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapReplay

extension Bench {
  /// Spoils what every lookup meets first: a check of each bucket.
  func spoilBuckets() {
    guard let plan = store.plan.value else { return }
    let tables = plan.tables
    let index = ReplayIndex(
      in: tables, atByteOffset: plan.indexOffset,
      capacity: plan.entryCapacity,
      state: IndexState(hash: KeyedHash(seed: plan.seed)))
    for bucket in 0..<index.buckets.count {
      tables[plan.indexOffset + bucket * 64 + 61] ^= 0x20
    }
  }
}

// The medium holds the record after all: a rebuild finds the token used.
@Test func aRebuildFindsWhatAnUncertainAppendLeft() {
  let medium = MemoryRecords()
  medium.keepsUncertain = true
  let bench = Bench(medium: medium)
  medium.failures = [.uncertain]
  let first = bench.mark(chain(token(1), digest: 7))
  bench.spoilBuckets()
  let second = bench.mark(chain(token(1), digest: 8))
  #expect(first == ReplayRefusal(.unavailable))
  #expect(second == ReplayRefusal(.replayed, tokenIndex: 0))
  #expect(bench.statistics.rebuildCount == 1)
}

// The medium reads blank where the record may be: the token may come again,
// and a restart that finds both records still has room for all.
@Test func aRebuildKeepsTheRoomOfAnUncertainAppend() {
  let medium = MemoryRecords()
  let bench = Bench(entries: 4, medium: medium)
  medium.failures = [.uncertain]
  _ = bench.mark(chain(token(1), token(2)))
  bench.spoilBuckets()
  let fits = bench.mark(chain(token(3), token(4)))
  let fifth = bench.mark(chain(token(5)))
  let otherExpiry = bench.mark(chain(token(1, expires: 3_000)))
  #expect(fits == nil)
  #expect(fifth == full(4, of: 4))
  #expect(otherExpiry == ReplayRefusal(.replayed, tokenIndex: 0))
  #expect(bench.statistics.rebuildCount == 1)
  let again = bench.mark(chain(token(1), token(2)))
  #expect(again == nil)
  let restarted = Bench(entries: 4, medium: medium)
  #expect(restarted.isReady)
  #expect(restarted.statistics.entryCount == 4)
}

// What has expired in the meantime needs no room.
@Test func aRebuildForgetsUncertainTokensBelowTheFloor() {
  let medium = MemoryRecords()
  let bench = Bench(entries: 4, medium: medium)
  medium.failures = [.uncertain]
  _ = bench.mark(chain(token(1, expires: 1_100)))
  medium.floors.expiresAtSeconds = 1_101
  bench.spoilBuckets()
  _ = bench.mark(chain(token(2), lo: 1_200))
  #expect(bench.statistics.entryCount == 1)
}

// Quotas and rates are the same after a rebuild as before.
@Test func aRebuildKeepsCountsAndRates() {
  let quota = ReplayQuota(directShareCount: 0, rootSubjectCountMax: 4)
  let bench = Bench(entries: 20, quota: quota)
  let limit = RateLimit(count: 1, periodSeconds: 100)
  for id in 1...4 as ClosedRange<UInt64> {
    _ = bench.mark(chain(token(id, ledger: 5)))
  }
  bench.spoilBuckets()
  let fifth = bench.mark(chain(token(5, ledger: 5)))
  let limited = bench.mark(chain(token(6, ledger: 5, limit: limit)))
  #expect(fifth == full(4, of: 20, .rootSubject))
  #expect(limited == ReplayRefusal(.rateExceeded, tokenIndex: 0))
  #expect(bench.statistics.rebuildCount == 1)
}

// A scrub finds each flipped bit within one pass, wherever it is.
@Test func aScrubFindsEveryFlippedBit() {
  let bench = Bench(entries: 60, ledger: 12)
  for id in 1...50 as ClosedRange<UInt64> {
    #expect(bench.mark(chain(token(id, ledger: id))) == nil)
  }
  let clean = scrub(bench)
  #expect(clean.rebuilds == 0)
  let plan = bench.store.plan.value
  let tables =
    plan?.tables ?? UnsafeMutableRawBufferPointer(start: nil, count: 0)
  var missed: [Int] = []
  for bit in stride(from: 0, to: tables.count * 8, by: 3) {
    tables[bit / 8] ^= 1 << (bit % 8)
    if scrub(bench).rebuilds == 0 {
      missed.append(bit)
      tables[bit / 8] ^= 1 << (bit % 8)
    }
  }
  // Only places of the heap that hold no entry are not looked at.
  #expect(missed.count <= 10 * 32 / 3 + 1)
  #expect(bench.mark(chain(token(1)))?.reason == .replayed)
}

/// One pass.
private func scrub(_ bench: Bench) -> (steps: Int, rebuilds: Int) {
  var steps = 0
  while true {
    let scrub = bench.store.scrubMemory(bucketCount: 2)
    steps += 1
    if scrub.isRebuilt { return (steps, 1) }
    if scrub.isPassComplete { return (steps, 0) }
    precondition(steps < 1_000, "a pass ends")
  }
}

@Test func aScrubIsDoneInSteps() {
  let bench = Bench(entries: 100)
  // 100 entries lie in 11 buckets.
  let first = bench.store.scrubMemory(bucketCount: 4)
  let second = bench.store.scrubMemory(bucketCount: 4)
  let third = bench.store.scrubMemory(bucketCount: 4)
  let whole = bench.store.scrubMemory(bucketCount: .max)
  #expect(first.bucketCount == 4 && !first.isPassComplete)
  #expect(second.bucketCount == 4 && !second.isPassComplete)
  #expect(third.bucketCount == 3 && third.isPassComplete)
  #expect(whole.bucketCount == 11 && whole.isPassComplete)
}

@Test func aScrubSettlesVotes() {
  let bench = Bench()
  _ = bench.mark(chain(token(1)))
  withUnsafeMutableBytes(of: &bench.store.state) { $0[20] ^= 4 }
  let first = bench.store.scrubMemory(bucketCount: 1)
  let second = bench.store.scrubMemory(bucketCount: 1)
  #expect(first.repairedVoteCount == 1)
  #expect(second.repairedVoteCount == 0)
  #expect(bench.statistics.repairedVoteCount == 1)
  #expect(bench.statistics.rebuildCount == 0)
}

@Test func aStoreThatIsNotReadyIsNotScrubbed() {
  let bench = Bench(recovers: false)
  let scrub = bench.store.scrubMemory(bucketCount: 9)
  #expect(scrub == MemoryScrub())
  #expect(bench.outcome == .notRecovered)
}

// E-45, E-70: what is read back holds no token below floor E, which speaks for
// it: a revocation that names one is kept, whichever bit has flipped.
@Test func aRevocationOfAnExpiredTokenIsKeptThroughARebuild() throws {
  var revocation = MarkSet(
    requestDigest: nil, loSeconds: 1_300, hiSeconds: 1_302, isRevocation: true)
  revocation.append(token(1, expires: 1_050))
  revocation.append(token(2, expires: 1_950))
  var rebuildCount: UInt32 = 0
  let bitCount = Bench(entries: 4).memory.count * 8
  for bit in 0..<bitCount {
    let bench = Bench(entries: 4)
    let first = bench.mark(chain(token(1, expires: 1_050)))
    let second = bench.mark(chain(token(2, expires: 1_900)))
    #expect(first == nil && second == nil)
    try bench.store.journal.raiseExpiryFloor(to: 1_200)
    bench.memory[bit / 8] ^= 1 << (bit % 8)
    let receipt = try bench.store.testAndMark(revocation)
    #expect(receipt == MarkReceipt(for: revocation), "bit \(bit)")
    let again = bench.mark(chain(token(2, expires: 1_900), lo: 1_300))
    #expect(again == ReplayRefusal(.revoked, tokenIndex: 0), "bit \(bit)")
    rebuildCount += bench.statistics.rebuildCount
  }
  #expect(rebuildCount > 100)
}
