// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapReplay

/// An index alone, in memory of its own.
final class IndexBench {
  let memory: UnsafeMutableRawBufferPointer
  var index: ReplayIndex

  init(capacity: UInt32, seed: HashSeed) {
    memory = .allocate(
      byteCount: ReplayIndex.byteCount(capacity: capacity), alignment: 64)
    index = ReplayIndex(
      in: memory, atByteOffset: 0, capacity: capacity,
      state: IndexState(hash: KeyedHash(seed: seed)))
    index.removeAll()
  }

  deinit { memory.deallocate() }

  /// Adds a key that expires at `expires`; how full its emptier bucket was.
  func insert(_ id: UInt64, expires: UInt32, root: UInt16 = 0) throws -> Int {
    let key = MarkKey(high: 0, low: id)
    let place = index.place(of: key)
    let load = min(
      index.buckets.load(ofLine: place.first),
      index.buckets.load(ofLine: place.second))
    try index.insert(
      Entry(key: key, expiresAtSeconds: expires, slot: 0, rootTag: root),
      at: place)
    return load
  }
}

/// The greatest load of the emptier of two buckets, in a fill to capacity and
/// in as many exchanges of the entry that expires first.
@Test(arguments: [1_000, 10_000, 100_000, 1_000_000] as [UInt32])
func anEmptierBucketHoldsThirteenOfFifteenAtMost(
  _ capacity: UInt32
) throws {
  let bench = IndexBench(
    capacity: capacity, seed: HashSeed(low: TestSeed.seed(), high: 7))
  var greatest = 0
  for id in 0..<UInt64(capacity) {
    greatest = max(greatest, try bench.insert(id, expires: UInt32(id)))
  }
  #expect(bench.index.freeCount == 0)
  // Debug builds are slow: an exchange takes two walks through the heap.
  for id in UInt64(capacity)..<UInt64(min(2 * capacity, capacity + 20_000)) {
    try bench.index.removeFirst()
    greatest = max(greatest, try bench.insert(id, expires: UInt32(id)))
  }
  #expect(greatest <= 13)
}
