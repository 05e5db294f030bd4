// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapReplay

/// A random life of a store, judged by a plain dictionary.
private func live(capacity: UInt32, steps: Int, seed: UInt64) {
  var generator = TestRandom(seed: seed)
  let medium = MemoryRecords()
  var bench = Bench(entries: capacity, medium: medium)
  var used: [UInt64: UInt32] = [:]
  var now: UInt64 = 1_000
  for step in 0..<steps {
    if step % 50 == 49 {
      bench = Bench(
        entries: capacity, medium: medium, seed: (seed, UInt64(step)))
      #expect(bench.isReady)
    }
    now += UInt64.random(in: 0...3, using: &generator)
    let count = Int.random(in: 1...4, using: &generator)
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
      set.append(token(id | wave << 32, expires: expires))
    }
    let wave = now / 128
    let names = ids.keys.map { $0 | wave << 32 }
    let isExpired = ids.values.contains {
      UInt64($0) < medium.floors.expiresAtSeconds
    }
    let isUsed = names.contains { used[$0] != nil }
    let live = used.values.filter { UInt64($0) >= now }.count
    let refusal = bench.mark(set)
    if isExpired {
      #expect(refusal?.reason == .expired)
    } else if isUsed || hasDuplicate {
      #expect(refusal?.reason == .replayed)
    } else if live + count > Int(capacity) {
      #expect(refusal?.reason == .full || refusal?.reason == .expired)
    } else if refusal != nil {
      // Making room raised the floor over a token that has expired.
      #expect(refusal?.reason == .expired)
    }
    if refusal == nil {
      for (id, expires) in ids { used[id | wave << 32] = expires }
    }
  }
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
