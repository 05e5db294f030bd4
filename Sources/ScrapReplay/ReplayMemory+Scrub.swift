// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Looking for flipped bits where nobody has looked lately.
extension ReplayMemory {
  /// Checks buckets from the one that is next, and as large a share of all
  /// else: entries, heap, counters, ledger.
  ///
  /// - Returns: How many buckets were checked; fewer than asked for at the end
  ///   of a pass.
  mutating func scrub(
    bucketCountMax: UInt32
  ) throws(MemoryDamage) -> UInt32 {
    let bucketCount = index.buckets.count
    let start = Int(scrubbedBucketCount)
    guard start < bucketCount else { throw MemoryDamage() }
    let stepCount = min(Int(min(bucketCountMax, .max / 2)), bucketCount - start)
    let end = start + stepCount
    for bucket in start..<end { try index.checkBucket(bucket) }
    func share(_ count: Int) -> Range<Int> {
      let whole = UInt64(UInt32(truncatingIfNeeded: count))
      let buckets = UInt64(UInt32(truncatingIfNeeded: bucketCount))
      let low = UInt64(UInt32(truncatingIfNeeded: start)) * whole / buckets
      let high = UInt64(UInt32(truncatingIfNeeded: end)) * whole / buckets
      return Int(low)..<Int(high)
    }
    for number in share(index.entries.count) {
      _ = try index.entries.entry(number)
    }
    for place in share(index.heap.count) {
      try index.heap.check(place, in: index.entries)
    }
    for counter in share(index.subjects.counterCount) {
      _ = try index.subjects.counter(counter)
    }
    for line in share(ledger.lines.count) where !ledger.lines.isWhole(line) {
      throw MemoryDamage()
    }
    scrubbedBucketCount =
      end == bucketCount ? 0 : UInt32(truncatingIfNeeded: end)
    return UInt32(truncatingIfNeeded: stepCount)
  }
}

extension ReplayIndex {
  /// Whether a bucket is whole, and each of its cells names a whole entry
  /// that belongs there.
  func checkBucket(_ bucket: Int) throws(MemoryDamage) {
    guard buckets.isWhole(bucket) else { throw MemoryDamage() }
    for index in 0..<CheckedLines.wordCount {
      let cell = buckets[bucket, index]
      if cell == 0 { continue }
      let entry = try entries.entry(Self.number(inCell: cell))
      let place = place(of: entry.key)
      guard !entry.isFree, place.mayTake(bucket), place.tag == cell &>> 24
      else { throw MemoryDamage() }
    }
  }
}
