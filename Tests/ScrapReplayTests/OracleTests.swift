// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapReplay

/// Scrubs a little, and now and then flips a bit.
private func flip(in bench: Bench, _ generator: inout TestRandom) {
  _ = bench.store.scrubMemory(bucketCount: 4)
  guard generator.oneIn(3), let tables = bench.store.plan.value?.tables else {
    return
  }
  tables[generator.below(tables.count)] ^= 1 << UInt8(generator.below(8))
}

/// A random life of a store, judged by a plain dictionary.
/// With `flips`, bits of the store's memory flip, and it is scrubbed.
private func live(
  capacity: UInt32, steps: Int, seed: UInt64,
  quota: ReplayQuota = .unlimited, flips: Bool = false
) {
  var generator = TestRandom(seed: seed)
  let medium = MemoryRecords()
  var bench = Bench(entries: capacity, medium: medium, quota: quota)
  var used: [UInt64: (expires: UInt32, root: UInt64)] = [:]
  var surplusCount = 0
  var now: UInt64 = 1_000
  for step in 0..<steps {
    if step % 50 == 49 {
      bench = Bench(
        entries: capacity, medium: medium, seed: (seed, UInt64(step)),
        quota: quota)
      #expect(bench.isReady)
    }
    if flips { flip(in: bench, &generator) }
    now += UInt64.random(in: 0...3, using: &generator)
    let count = Int.random(in: 1...4, using: &generator)
    let root = UInt64.random(in: 1...2, using: &generator)
    var set = MarkSet(requestDigest: nil, loSeconds: now, hiSeconds: now + 1)
    var ids: [UInt64: UInt32] = [:]
    var hasDuplicate = false
    for _ in 0..<count {
      let id = UInt64.random(in: 0..<UInt64(capacity) * 4, using: &generator)
      // A token's expiry is its own, and drawn again when it has passed.
      let wave = now / 128
      let expires = UInt32(wave * 128 + 64 + id % 128)
      if ids[id] != nil { hasDuplicate = true }
      ids[id] = expires
      set.append(
        token(
          id | wave << 32, expires: expires,
          ledger: set.count == 0 ? root : 100 + id))
    }
    let wave = now / 128
    let names = ids.keys.map { $0 | wave << 32 }
    let isExpired = ids.values.contains {
      UInt64($0) < medium.floors.expiresAtSeconds
    }
    let isUsed = names.contains { used[$0] != nil }
    let alive = used.values.filter { UInt64($0.expires) >= now }
    let live = alive.count
    let ofRoot = alive.filter { $0.root == root }.count
    let isOver = ofRoot + count > Int(quota.rootSubjectCountMax)
    let isTight =
      count > 1
      && live + count + Int(quota.directShareCount) > Int(capacity)
    let refusal = bench.mark(set)
    if isExpired {
      #expect(refusal?.reason == .expired)
    } else if isUsed || hasDuplicate {
      #expect(refusal?.reason == .replayed)
    } else if live + count > Int(capacity) || isOver || isTight {
      #expect(refusal?.reason == .full || refusal?.reason == .expired)
    } else if refusal?.fill?.cause == .rootSubject {
      // Another's entries are counted, too: seldom.
      surplusCount += 1
    } else if refusal != nil {
      // Making room raised the floor over a token that has expired.
      #expect(refusal?.reason == .expired)
    }
    if refusal == nil {
      for (id, expires) in ids { used[id | wave << 32] = (expires, root) }
    }
  }
  #expect(surplusCount <= steps / 10)
}

@Test(arguments: [8, 9, 64, 300] as [UInt32])
func theStoreAgreesWithAPlainSetUnderQuotasAndFlips(_ capacity: UInt32) {
  live(
    capacity: capacity, steps: 500, seed: TestSeed.seed(),
    quota: ReplayQuota(
      directShareCount: capacity / 6, rootSubjectCountMax: capacity / 2),
    flips: true)
}

@Test(arguments: [4, 5, 8, 9, 64, 1_000] as [UInt32])
func theStoreAgreesWithAPlainSet(_ capacity: UInt32) {
  live(capacity: capacity, steps: 1_500, seed: TestSeed.seed())
}

@Test(arguments: [0.0, 0.5, 1.0])
func everyEntryIsFoundAtAnyFill(_ fill: Double) {
  let capacity: UInt32 = 2_000
  for free in [0, 1] as [UInt32] {
    let bench = Bench(entries: capacity)
    let count = UInt64(max(0, Int(Double(capacity) * fill) - Int(free)))
    for id in 0..<count { _ = bench.mark(chain(token(id))) }
    for id in 0..<count {
      let refusal = bench.mark(chain(token(id)))
      #expect(refusal?.reason == .replayed)
    }
    #expect(UInt64(bench.statistics.entryCount) == count)
  }
}
