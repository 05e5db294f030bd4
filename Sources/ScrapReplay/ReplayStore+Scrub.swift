// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Care for working memory between requests.
extension ReplayStore where Journal: ~Copyable {
  /// One bounded step of a scrub: checks some buckets with the entries they
  /// name and the same share of everything else, settles votes, and makes
  /// memory anew from the journal if something does not hold (E-45).
  ///
  /// A token that is presented is checked in full without it. What a scrub
  /// adds is that flips are found one by one, before several meet in one entry
  /// or bucket, and that the order of expiry and the counts stay right. Call it
  /// in turn with the requests; a pass a minute is plenty.
  ///
  /// - Parameter bucketCount: Buckets to check, about nine entries each.
  /// - Returns: What was done; `isReady` tells whether a rebuild worked. All
  ///   zero while not ready.
  public mutating func scrubMemory(bucketCount: UInt32) -> MemoryScrub {
    var scrub = MemoryScrub()
    guard var memory = takeUp() else { return scrub }
    scrub.repairedVoteCount = memory.newlyRepairedVoteCount
    if memory.isDamaged {
      scrub.isRebuilt = rebuild(&memory)
    } else if memory.outcome == .ready {
      do throws(MemoryDamage) {
        scrub.bucketCount = try memory.scrub(bucketCountMax: bucketCount)
        scrub.isPassComplete = memory.scrubbedBucketCount == 0
      } catch {
        scrub.isRebuilt = rebuild(&memory)
      }
    }
    putDown(memory)
    return scrub
  }
}
