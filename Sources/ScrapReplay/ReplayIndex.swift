// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Used tokens by key, in the caller's memory: at most 40 bytes an entry.
///
/// A key may lie in two buckets of 15 cells, picked by a keyed hash; it goes to
/// the emptier one. A lookup checks two lines of 64 bytes and looks at no more
/// than 30 cells, an insertion at log2(capacity) places of the heap besides,
/// whatever the keys are and however full the index is. At capacity 28 of 45
/// cells are in use, and the emptier of two buckets has never been seen to
/// hold more than 13 of 15, in fills of 1,000 to 1,000,000 entries and in
/// three times as many exchanges; `hasRoom` speaks for the remaining chance,
/// and such a token is refused, never let through.
///
/// Whatever is read is checked first: a lookup that finds nothing has checked
/// both buckets whole, and every entry whose tag was the key's. A bit that has
/// flipped ends in `MemoryDamage`, never in a wrong answer and never in a trap
/// (E-45).
struct ReplayIndex: ~Copyable {
  /// The greatest capacity: an entry's number plus one is 24 bits of a cell.
  static let capacityMax: UInt32 = 1 &<< 24 - 2
  /// The bytes of an entry besides buckets and counters.
  private static let entryByteCount =
    MemoryLayout<Entry>.stride + MemoryLayout<CheckedNumber>.stride

  /// Everything but the tables; kept by the store.
  var state: IndexState
  /// One bucket a line. A cell is 0, or 8 bits of the hash and the number of
  /// an entry plus one.
  let buckets: CheckedLines
  let entries: EntryTable
  let subjects: SubjectCounts
  private(set) var heap: ExpiryHeap

  /// - Precondition: `state.count` is not above `capacity`.
  init(
    in memory: UnsafeMutableRawBufferPointer, atByteOffset start: Int,
    capacity: UInt32, state: IndexState
  ) {
    self.state = state
    let bucketCount = Self.bucketCount(capacity: capacity)
    unsafe buckets = CheckedLines(
      in: memory, atByteOffset: start, count: bucketCount)
    let entriesAt = start + bucketCount * CheckedLines.byteCount
    unsafe entries = EntryTable(
      in: memory, atByteOffset: entriesAt, count: Int(capacity))
    let orderAt = entriesAt + Int(capacity) * MemoryLayout<Entry>.stride
    let order = unsafe Table<CheckedNumber>(
      in: memory, atByteOffset: orderAt, count: Int(capacity))
    heap = ExpiryHeap(order: order, count: Int(state.count))
    unsafe subjects = SubjectCounts(
      in: memory,
      atByteOffset: entriesAt + Int(capacity) * Self.entryByteCount,
      capacity: capacity)
  }

  /// Bytes that an index takes; a multiple of 4.
  static func byteCount(capacity: UInt32) -> Int {
    bucketCount(capacity: capacity) * CheckedLines.byteCount
      + Int(capacity) * entryByteCount
      + SubjectCounts.byteCount(capacity: capacity)
  }

  /// 28 entries for three buckets.
  private static func bucketCount(capacity: UInt32) -> Int {
    Int(capacity / 28) * 3 + Int(capacity % 28 * 3 + 27) / 28
  }

  var count: Int { heap.count }
  var freeCount: Int { entries.count - heap.count }

  /// When the first entry expires; nil if there is none.
  var earliestExpirySeconds: UInt32? {
    get throws(MemoryDamage) {
      guard count > 0 else { return nil }
      return try entries.entry(heap.number(at: 0)).expiresAtSeconds
    }
  }

  mutating func removeAll() {
    buckets.removeAll()
    subjects.removeAll()
    entries.removeAll()
    heap.removeAll()
    state.count = 0
    state.freeHead = 0
    state.untouchedFrom = 0
  }

  /// Forgets all but the uncertain entries that are whole and expire at
  /// `seconds` or later. False if not all of those found a cell.
  ///
  /// `restoreOrder` must follow.
  mutating func removeAllButUncertain(
    expiringFrom seconds: UInt64
  ) throws(MemoryDamage) -> Bool {
    let kept = entries.removeAllButUncertain(expiringFrom: seconds)
    buckets.removeAll()
    subjects.removeAll()
    heap.removeAll()
    state.freeHead = 0
    state.untouchedFrom = UInt32(truncatingIfNeeded: kept)
    for number in 0..<kept {
      let entry = try entries.entry(number)
      let place = place(of: entry.key)
      guard try hasRoom(at: place) else { return false }
      try setCell(of: number, at: place)
      try subjects.add(entry.rootTag)
      heap.append(number)
    }
    state.count = UInt32(truncatingIfNeeded: heap.count)
    return true
  }

  /// Changes the choice of buckets. `removeAll` must follow.
  mutating func reseed() { state.hash.reseed() }

  /// Where a key's entry stands.
  struct Found {
    var bucket: Int
    var cell: Int
    var number: Int
    var entry: Entry
  }

  func find(
    _ key: MarkKey, at place: KeyPlace
  ) throws(MemoryDamage) -> Found? {
    if let found = try find(key, tag: place.tag, in: place.first) {
      return found
    }
    return try find(key, tag: place.tag, in: place.second)
  }

  private func find(
    _ key: MarkKey, tag: UInt32, in bucket: Int
  ) throws(MemoryDamage) -> Found? {
    guard buckets.isWhole(bucket) else { throw MemoryDamage() }
    var next: Int? = 0
    while let start = next, start < CheckedLines.wordCount {
      let cell = buckets.firstIndex(inLine: bucket, from: start) { cell in
        cell &>> 24 == tag && cell != 0
      }
      guard let cell else { return nil }
      let number = Self.number(inCell: buckets[bucket, cell])
      let entry = try entries.entry(number)
      if entry.key == key {
        return Found(bucket: bucket, cell: cell, number: number, entry: entry)
      }
      next = cell + 1
    }
    return nil
  }

  private static func cell(tag: UInt32, number: Int) -> UInt32 {
    tag &<< 24 | (UInt32(truncatingIfNeeded: number) &+ 1)
  }

  static func number(inCell cell: UInt32) -> Int {
    Int(cell & CheckedNumber.max) - 1
  }

  /// The first entry from a number on that is not below floor E, with the
  /// number behind it; nil if there is none.
  @inline(never)
  func nextLive(
    _ number: inout Int, expiringFrom floorSeconds: UInt64
  ) throws(MemoryDamage) -> Entry? {
    while number < Int(state.untouchedFrom) {
      let entry = try entries.entry(number)
      number += 1
      if !entry.isFree, UInt64(entry.expiresAtSeconds) >= floorSeconds {
        return entry
      }
    }
    return nil
  }

  /// Whether a key finds a cell, though `others` keys more may go to its
  /// first bucket before it, or as many to its second.
  func hasRoom(
    at place: KeyPlace, besides others: (first: Int, second: Int) = (0, 0)
  ) throws(MemoryDamage) -> Bool {
    guard buckets.isWhole(place.first), buckets.isWhole(place.second) else {
      throw MemoryDamage()
    }
    let first = buckets.load(ofLine: place.first) + others.first
    let second = buckets.load(ofLine: place.second) + others.second
    return min(first, second) < CheckedLines.wordCount
  }

  /// Adds an entry, its place in the order of expiry included.
  ///
  /// - Precondition: its key is absent; `freeCount` and `hasRoom` allow it.
  mutating func insert(
    _ entry: Entry, at place: KeyPlace
  ) throws(MemoryDamage) {
    let number = try take(entry, at: place)
    try heap.insert(
      number, expiring: entry.expiresAtSeconds, in: entries)
    state.count = UInt32(truncatingIfNeeded: heap.count)
  }

  /// Adds an entry during recovery, or changes the one with its key: the later
  /// slot, the later root and the later expiry hold (E-69); what was revoked
  /// stays so. False if there is no room. `keepsRoot` if the root is not known,
  /// `keepsSlot` if the record may not be there the next time: then a slot that
  /// is known holds, lest nobody looks after its record.
  ///
  /// `restoreOrder` must follow; it also checks the buckets, which are not
  /// looked at one by one here: a flip stays to be seen, since each change of a
  /// cell changes the check by as much.
  mutating func recover(
    _ entry: Entry, keepsRoot: Bool, keepsSlot: Bool
  ) throws(MemoryDamage) -> Bool {
    let place = place(of: entry.key)
    let first = buckets.tally(ofLine: place.first, tag: place.tag)
    let second = buckets.tally(ofLine: place.second, tag: place.tag)
    if first.tagged | second.tagged != 0,
      let found = try find(entry.key, at: place)
    {
      let expiry = max(found.entry.expiresAtSeconds, entry.expiresAtSeconds)
      try replace(
        found,
        by: Entry(
          key: entry.key, expiresAtSeconds: expiry,
          slot: keepsSlot && !found.entry.isUncertain
            ? found.entry.slot : entry.slot,
          rootTag: keepsRoot || found.entry.isRevoked
            ? found.entry.rootTag : entry.rootTag))
      return true
    }
    let isSecond = second.used < first.used
    let used = isSecond ? second.used : first.used
    guard freeCount > 0, used < UInt32(CheckedLines.wordCount) else {
      return false
    }
    // All was forgotten, and nothing has been dropped since: numbers follow
    // each other, and cells lie side by side.
    let number = Int(state.untouchedFrom)
    state.untouchedFrom += 1
    entries.set(number, to: entry)
    buckets.set(
      Self.cell(tag: place.tag, number: number),
      inLine: isSecond ? place.second : place.first, at: Int(used))
    try subjects.recover(entry.rootTag)
    heap.append(number)
    state.count = UInt32(truncatingIfNeeded: heap.count)
    return true
  }

  /// Ends a recovery: checks all buckets and counters, then puts expiries in
  /// order.
  func restoreOrder() throws(MemoryDamage) {
    for bucket in 0..<buckets.count where !buckets.isWhole(bucket) {
      throw MemoryDamage()
    }
    for index in 0..<subjects.counterCount {
      _ = try subjects.counter(index)
    }
    try heap.restore(in: entries)
  }

  /// Gives a present entry the slot of its record, and the root it came with.
  func confirm(
    _ found: Found, slot: UInt32, rootTag: UInt16
  ) throws(MemoryDamage) {
    try replace(
      found,
      by: Entry(
        key: found.entry.key, expiresAtSeconds: found.entry.expiresAtSeconds,
        slot: slot, rootTag: rootTag))
  }

  /// Makes a present entry a revoked one, which expires no earlier than it did.
  ///
  /// Looks for its place in the order of expiry: linear in the entries.
  mutating func revoke(
    _ found: Found, slot: UInt32, expiresAtSeconds: UInt32
  ) throws(MemoryDamage) {
    let expiry = max(found.entry.expiresAtSeconds, expiresAtSeconds)
    try replace(
      found,
      by: Entry(
        key: found.entry.key, expiresAtSeconds: expiry, slot: slot,
        rootTag: Entry.revokedTag))
    if expiry > found.entry.expiresAtSeconds {
      try heap.postpone(found.number, in: entries)
    }
  }

  private func replace(_ found: Found, by entry: Entry) throws(MemoryDamage) {
    if found.entry.rootTag != entry.rootTag {
      try subjects.remove(found.entry.rootTag)
      try subjects.add(entry.rootTag)
    }
    entries.set(found.number, to: entry)
  }

  /// Drops the entry that expires first.
  ///
  /// - Precondition: there is one.
  mutating func removeFirst() throws(MemoryDamage) {
    let number = try heap.number(at: 0)
    let entry = try entries.entry(number)
    guard let found = try find(entry.key, at: place(of: entry.key)),
      found.number == number
    else { throw MemoryDamage() }
    buckets.set(0, inLine: found.bucket, at: found.cell)
    try heap.removeFirst(in: entries)
    try subjects.remove(entry.rootTag)
    entries.set(number, to: .free(next: state.freeHead))
    state.freeHead = UInt32(truncatingIfNeeded: number) + 1
    state.count = UInt32(truncatingIfNeeded: heap.count)
  }

  // MARK: Places

  func place(of key: MarkKey) -> KeyPlace {
    let value = state.hash(key)
    return KeyPlace(
      first: bucket(UInt32(truncatingIfNeeded: value)),
      second: bucket(UInt32(truncatingIfNeeded: value &>> 32)),
      tag: UInt32(truncatingIfNeeded: value & 0xff))
  }

  /// Multiply and shift.
  private func bucket(_ half: UInt32) -> Int {
    let count = UInt64(UInt32(truncatingIfNeeded: buckets.count))
    return Int((UInt64(half) * count) &>> 32)
  }

  /// 16 bits for a root subject, so that nobody can aim at a counter.
  func rootTag(of root: LedgerKey) -> UInt16 {
    let value = state.hash(MarkKey(high: root.value, low: ~0))
    let tag = UInt16(truncatingIfNeeded: value)
    return tag == Entry.revokedTag ? 0 : tag
  }

  /// Gives an entry a number and a cell, and counts it.
  private mutating func take(
    _ entry: Entry, at place: KeyPlace
  ) throws(MemoryDamage) -> Int {
    let number: Int
    if state.freeHead > 0 {
      number = Int(state.freeHead) - 1
      let free = try entries.entry(number)
      guard free.isFree else { throw MemoryDamage() }
      state.freeHead = free.slot
    } else {
      number = Int(state.untouchedFrom)
      guard try entries.entry(number).isFree else { throw MemoryDamage() }
      state.untouchedFrom += 1
    }
    entries.set(number, to: entry)
    try setCell(of: number, at: place)
    try subjects.add(entry.rootTag)
    return number
  }

  private func setCell(
    of number: Int, at place: KeyPlace
  ) throws(MemoryDamage) {
    let first = buckets.load(ofLine: place.first)
    let second = buckets.load(ofLine: place.second)
    let bucket = second < first ? place.second : place.first
    guard
      let cell = buckets.firstIndex(inLine: bucket, where: { $0 == 0 })
    else { throw MemoryDamage() }
    buckets.set(
      Self.cell(tag: place.tag, number: number), inLine: bucket, at: cell)
  }
}
