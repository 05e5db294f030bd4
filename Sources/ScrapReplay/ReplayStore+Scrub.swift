// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Care for working memory between requests.
extension ReplayStore where Journal: ~Copyable {
  /// One bounded step of looking after memory and medium, for idle time: some
  /// buckets of memory, and one segment of each copy (E-45); besides, where a
  /// slot is gone from both, what lies behind it, and one read a live entry.
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

  /// Nothing to do if the mark went because it had expired, or has another
  /// record: it was written once more before, or revoked since. As a rule that
  /// one stands for this slot. Not so where the record could not be read when
  /// the token was revoked, or an older program did that; and a record stands
  /// for one slot only, so not for what a record that is gone stood for. Should
  /// both copies go then, that is repaired while the store is at work, and else
  /// a loss at the next start.
  @inline(never)
  private mutating func repeatMark(
    _ mark: SlotMark, _ scrub: inout MediumScrub
  ) throws(JournalError) {
    guard let memory = takeUp(), memory.outcome == .ready else { return }
    let found = try? memory.index.find(
      mark.key, at: memory.index.place(of: mark.key))
    guard let found, isNeeded(mark, found.entry) else { return }
    try repeatMark(mark, found, memory, &scrub)
  }

  /// Whether the record of an entry is the one in a slot; or is none of the
  /// revocation that lies there.
  private mutating func isNeeded(_ mark: SlotMark, _ entry: Entry) -> Bool {
    entry.slot == mark.slot
      || mark.isRevocation && entry.isRevoked && !entry.isUncertain
        && !journal.isDurable(SlotMark(entry))
  }

  /// Memory has every live mark: a slot that none of them names needs no mark,
  /// if each of them has a record that lasts. Then it was that of a token that
  /// has expired, or that has another record. Else nothing is written, and the
  /// next start says that the mark is lost.
  @inline(never)
  private mutating func repeatMark(
    atSlot slot: UInt32, _ scrub: inout MediumScrub
  ) throws(JournalError) {
    guard let memory = takeUp(), memory.outcome == .ready else { return }
    let found: ReplayIndex.Found?
    do throws(MemoryDamage) {
      found = try owner(ofSlot: slot, memory.index)
    } catch { throw .notRecovered }
    let mark = found.map { SlotMark($0.entry) } ?? .needless(slot: slot)
    try repeatMark(mark, found, memory, &scrub)
  }

  /// The one live entry that names a slot: looks at all. One that outlives its
  /// record, since a revocation of it ended uncertain, may name a slot that is
  /// another's in a later turn of the ring: of two nobody knows whose it is.
  ///
  /// - Throws: Memory is damaged; two name the slot; or nobody does, and a live
  ///   mark has no record that lasts.
  @inline(never)
  private mutating func owner(
    ofSlot slot: UInt32, _ index: borrowing ReplayIndex
  ) throws(MemoryDamage) -> ReplayIndex.Found? {
    let floorSeconds = journal.floors.expiresAtSeconds
    var owner: Entry?
    var next = 0
    while let entry = try index.nextLive(&next, expiringFrom: floorSeconds) {
      guard entry.slot == slot else { continue }
      if owner != nil { throw MemoryDamage() }
      owner = entry
    }
    if let owner {
      let place = index.place(of: owner.key)
      guard let found = try index.find(owner.key, at: place) else {
        throw MemoryDamage()
      }
      return found
    }
    guard try everyMarkLasts(index, floorSeconds) else { throw MemoryDamage() }
    return nil
  }

  /// Whether each live mark has a record that the next start finds, or misses.
  /// An entry without a slot is of a token that was never accepted.
  private mutating func everyMarkLasts(
    _ index: borrowing ReplayIndex, _ floorSeconds: UInt64
  ) throws(MemoryDamage) -> Bool {
    var next = 0
    while let entry = try index.nextLive(&next, expiringFrom: floorSeconds) {
      guard entry.isUncertain || journal.isDurable(SlotMark(entry)) else {
        return false
      }
    }
    return true
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
