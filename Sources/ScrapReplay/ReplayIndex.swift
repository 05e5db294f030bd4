// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Used tokens by key, in the caller's memory: 36 bytes an entry.
///
/// A key may lie in two buckets of 16 cells, picked by a keyed hash; it goes to
/// the emptier one. A lookup looks at no more than 32 cells, an insertion at no
/// more than 32 cells and log2(capacity) places of the heap, whatever the keys
/// are and however full the index is. With half of the cells in use at
/// capacity, the emptier of two buckets has never been seen to hold more than
/// 11 of 16 in fills of 1,000 to 1,000,000 entries; `hasRoom` speaks for the
/// remaining chance, and such a token is refused, never let through.
struct ReplayIndex: ~Copyable {
  /// The greatest capacity: an entry's number is 24 bits of a cell.
  static let capacityMax: UInt32 = 1 &<< 24 - 2
  static let cellsPerBucket = 16

  private var hash: KeyedHash
  private let bucketCount: UInt32
  /// 0, or 8 bits of the hash and the number of an entry plus one.
  private let cells: Table<UInt32>
  private let entries: Table<Entry>
  private var heap: ExpiryHeap
  /// Freed entries, chained through `slot`, plus one; 0 ends the chain.
  private var freeHead: UInt32 = 0
  private var untouchedFrom: UInt32 = 0

  init(
    in memory: UnsafeMutableRawBufferPointer, atByteOffset start: Int,
    capacity: UInt32, seed: (UInt64, UInt64)
  ) {
    hash = KeyedHash(seed: seed)
    bucketCount = Self.bucketCount(capacity: capacity)
    let cellCount = Int(bucketCount) * Self.cellsPerBucket
    unsafe cells = Table(
      in: memory, atByteOffset: start, count: cellCount, filledWith: 0)
    let entriesAt = start + cellCount * 4
    unsafe entries = Table(
      in: memory, atByteOffset: entriesAt, count: Int(capacity),
      filledWith: .empty)
    let order = unsafe Table<UInt32>(
      in: memory,
      atByteOffset: entriesAt + Int(capacity) * MemoryLayout<Entry>.stride,
      count: Int(capacity), filledWith: 0)
    heap = ExpiryHeap(order: order)
  }

  /// Bytes that an index takes; a multiple of 4.
  static func byteCount(capacity: UInt32) -> Int {
    Int(bucketCount(capacity: capacity)) * cellsPerBucket * 4
      + Int(capacity) * (MemoryLayout<Entry>.stride + 4)
  }

  private static func bucketCount(capacity: UInt32) -> UInt32 {
    max(1, (capacity + 7) / 8)
  }

  var count: Int { heap.count }
  var freeCount: Int { entries.count - heap.count }

  /// When the first entry expires; nil if there is none.
  var earliestExpirySeconds: UInt32? {
    guard let first = heap.first else { return nil }
    return entries[Int(first)].expiresAtSeconds
  }

  mutating func removeAll() {
    cells.fill(with: 0)
    entries.fill(with: .empty)
    heap.removeAll()
    freeHead = 0
    untouchedFrom = 0
  }

  /// Changes the choice of buckets. `removeAll` must follow.
  mutating func reseed() { hash.reseed() }

  func find(_ key: MarkKey) -> Entry? {
    guard let number = number(of: key) else { return nil }
    return entries[number]
  }

  /// Whether `setCount` keys, of which this is one, find a cell each.
  func hasRoom(for key: MarkKey, among setCount: Int) -> Bool {
    let place = place(of: key)
    return min(load(place.first), load(place.second)) + setCount
      <= Self.cellsPerBucket
  }

  /// Adds an entry, its place in the order of expiry included.
  ///
  /// - Precondition: `key` is absent; `freeCount` and `hasRoom` allow it.
  mutating func insert(_ entry: Entry) {
    let number = place(entry)
    heap.insert(number, in: entries)
  }

  /// Adds an entry during recovery, or changes the one with its key: the later
  /// slot and the later expiry hold (E-69). False if there is no room.
  ///
  /// `restoreOrder` must follow.
  mutating func recover(_ entry: Entry) -> Bool {
    if let number = number(of: entry.key) {
      entries[number].slot = entry.slot
      entries[number].expiresAtSeconds = max(
        entries[number].expiresAtSeconds, entry.expiresAtSeconds)
      return true
    }
    guard freeCount > 0, hasRoom(for: entry.key, among: 1) else {
      return false
    }
    heap.append(place(entry))
    return true
  }

  func restoreOrder() { heap.restore(in: entries) }

  /// Gives a present entry the slot of its record.
  func confirm(_ key: MarkKey, slot: UInt32) {
    guard let number = number(of: key) else {
      preconditionFailure("only a present entry is confirmed")
    }
    entries[number].slot = slot
  }

  /// Drops the entry that expires first.
  mutating func removeFirst() {
    guard let first = heap.first else {
      preconditionFailure("there is an entry")
    }
    let number = Int(first)
    guard let cell = cell(of: entries[number].key) else {
      preconditionFailure("every entry has a cell")
    }
    cells[cell] = 0
    heap.removeFirst(in: entries)
    entries[number] = .empty
    entries[number].slot = freeHead
    freeHead = first + 1
  }

  // MARK: Cells

  private struct Place {
    var first: Int
    var second: Int
    var tag: UInt32
  }

  private func place(of key: MarkKey) -> Place {
    let value = hash(key)
    return Place(
      first: bucket(UInt32(truncatingIfNeeded: value)),
      second: bucket(UInt32(truncatingIfNeeded: value &>> 32)),
      tag: UInt32(truncatingIfNeeded: value & 0xff))
  }

  /// Multiply and shift: the bucket's first cell.
  private func bucket(_ half: UInt32) -> Int {
    let number = (UInt64(half) * UInt64(bucketCount)) &>> 32
    return Int(number) * Self.cellsPerBucket
  }

  private func load(_ bucket: Int) -> Int {
    var used = 0
    for cell in bucket..<bucket + Self.cellsPerBucket where cells[cell] != 0 {
      used += 1
    }
    return used
  }

  private func number(of key: MarkKey) -> Int? {
    guard let cell = cell(of: key) else { return nil }
    return Int(cells[cell] & 0xff_ffff) - 1
  }

  private func cell(of key: MarkKey) -> Int? {
    let place = place(of: key)
    return cell(of: key, tag: place.tag, in: place.first)
      ?? cell(of: key, tag: place.tag, in: place.second)
  }

  private func cell(of key: MarkKey, tag: UInt32, in bucket: Int) -> Int? {
    let entries = entries
    return cells.firstIndex(in: bucket..<bucket + Self.cellsPerBucket) {
      value in
      value != 0 && value &>> 24 == tag
        && entries[Int(value & 0xff_ffff) - 1].key == key
    }
  }

  /// Gives an entry a number and a cell.
  private mutating func place(_ entry: Entry) -> UInt32 {
    let number: UInt32
    if freeHead != 0 {
      number = freeHead - 1
      freeHead = entries[Int(number)].slot
    } else {
      number = untouchedFrom
      untouchedFrom += 1
    }
    entries[Int(number)] = entry
    let place = place(of: entry.key)
    let bucket =
      load(place.second) < load(place.first) ? place.second : place.first
    guard
      let cell = cells.firstIndex(
        in: bucket..<bucket + Self.cellsPerBucket, where: { $0 == 0 })
    else { preconditionFailure("the caller asked for room first") }
    cells[cell] = place.tag &<< 24 | (number + 1)
    return number
  }
}
