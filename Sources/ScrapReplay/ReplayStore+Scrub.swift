// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Care for working memory between requests.
extension ReplayStore where Journal: ~Copyable {
  /// One bounded step of looking after memory and medium, for idle time: some
  /// buckets of memory, and one segment of each copy (E-45).
  ///
  /// A mark whose record is whole in one copy only is written once more; one
  /// that is gone from both is written from memory, so that the next start
  /// finds no loss. Call it in turn with the requests, under the same lock.
  ///
  /// - Parameter bucketCount: Buckets to check, about nine entries each.
  /// - Returns: What was done; all zero while not ready.
  @inline(never)
  public mutating func scrub(bucketCount: UInt32) -> StoreScrub {
    let memory = scrubMemory(bucketCount: bucketCount)
    guard isReady else { return StoreScrub(memory: memory) }
    return StoreScrub(memory: memory, medium: scrubMedium())
  }

  @inline(never)
  private mutating func scrubMedium() -> MediumScrub {
    var scrub = MediumScrub()
    do throws(JournalError) {
      switch try journal.scrub() {
      case .sound: break
      case .passComplete: scrub.isPassComplete = true
      case .controlRepaired: scrub.repairedControlCount = 1
      case .half(let mark): try repeatMark(mark, &scrub)
      case .lost(let slot): try repeatMark(atSlot: slot, &scrub)
      }
    } catch {
      scrub.unrepairedCount = 1
      if error == .lossDetected, var memory = takeUp() {
        memory.outcome = .lossDetected
        putDown(memory)
      }
    }
    return scrub
  }

  /// Nothing to do if the mark was written once more before, went because it
  /// had expired, or was revoked since: then another record speaks for it.
  @inline(never)
  private mutating func repeatMark(
    _ mark: SlotMark, _ scrub: inout MediumScrub
  ) throws(JournalError) {
    guard let memory = takeUp(), memory.outcome == .ready else { return }
    let found = try? memory.index.find(
      mark.key, at: memory.index.place(of: mark.key))
    guard let found, found.entry.slot == mark.slot else { return }
    try repeatMark(mark, found, memory, &scrub)
  }

  /// Memory has every live mark: a slot that it does not know needs none.
  @inline(never)
  private mutating func repeatMark(
    atSlot slot: UInt32, _ scrub: inout MediumScrub
  ) throws(JournalError) {
    guard let memory = takeUp(), memory.outcome == .ready else { return }
    let found: ReplayIndex.Found?
    do throws(MemoryDamage) {
      found = try memory.index.find(
        slot: slot, expiringFrom: journal.floors.expiresAtSeconds)
    } catch { throw .notRecovered }
    let mark = SlotMark(
      slot: slot, key: found?.entry.key ?? MarkKey(high: 0, low: 0),
      expiresAtSeconds: found?.entry.expiresAtSeconds ?? 0,
      isRevocation: found?.entry.isRevoked ?? false)
    try repeatMark(mark, found, memory, &scrub)
  }

  @inline(never)
  private mutating func repeatMark(
    _ mark: SlotMark, _ found: ReplayIndex.Found?,
    _ memory: consuming ReplayMemory, _ scrub: inout MediumScrub
  ) throws(JournalError) {
    let slot = try journal.repeatMark(mark)
    scrub.repairedMarkCount = 1
    guard let found else { return }
    do throws(MemoryDamage) {
      try memory.index.confirm(
        found, slot: slot, rootTag: found.entry.rootTag)
    } catch { rebuild(&memory) }
    putDown(memory)
  }

  /// One bounded step for memory alone: checks some buckets with the entries
  /// they name and the same share of everything else, settles votes, and makes
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
  @inline(never)
  mutating func scrubMemory(bucketCount: UInt32) -> MemoryScrub {
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
