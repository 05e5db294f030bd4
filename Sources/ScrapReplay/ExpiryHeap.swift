// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Numbers of entries, the one that expires first on top: at most
/// log2(capacity) steps for an insertion or a removal.
///
/// Each place carries its own check, and every entry that decides is checked:
/// an order that a flipped bit has spoilt is found, if not at once, by `check`.
struct ExpiryHeap {
  private let order: Table<CheckedNumber>
  private(set) var count: Int

  init(order: Table<CheckedNumber>, count: Int) {
    self.order = order
    self.count = count
  }

  /// The number of the entry at a place.
  func number(at place: Int) throws(MemoryDamage) -> Int {
    guard place < count, let number = order[place].value else {
      throw MemoryDamage()
    }
    return Int(number)
  }

  mutating func removeAll() { count = 0 }

  /// Adds an entry without looking for its place; `restore` must follow.
  mutating func append(_ number: Int) {
    order[count] = CheckedNumber(UInt32(truncatingIfNeeded: number))
    count += 1
  }

  mutating func insert(
    _ number: Int, expiring seconds: UInt32, in entries: EntryTable
  ) throws(MemoryDamage) {
    append(number)
    var place = count - 1
    while place > 0 {
      let parent = (place - 1) / 2
      let isEarlier = try seconds < expiry(at: parent, in: entries)
      guard isEarlier else { return }
      swap(place, parent)
      place = parent
    }
  }

  /// Moves an entry that expires later than it did to its new place.
  func postpone(
    _ number: Int, in entries: EntryTable
  ) throws(MemoryDamage) {
    for place in 0..<count {
      let isHere = try self.number(at: place) == number
      if isHere { return try sink(place, in: entries) }
    }
    throw MemoryDamage()
  }

  /// - Precondition: there is an entry.
  mutating func removeFirst(in entries: EntryTable) throws(MemoryDamage) {
    count -= 1
    order[0] = order[count]
    try sink(0, in: entries)
  }

  /// Puts all entries in order, in time linear in their number.
  ///
  /// Nothing is checked: what has flipped here is no worse than what flips
  /// right afterwards. Its check tells, and a wrong order drops nothing that
  /// has not expired.
  func restore(in entries: EntryTable) throws(MemoryDamage) {
    var place = count / 2
    while place > 0 {
      place -= 1
      try sinkUnchecked(place, in: entries)
    }
  }

  private func sinkUnchecked(
    _ start: Int, in entries: EntryTable
  ) throws(MemoryDamage) {
    let sinking = order[start]
    let limit = try entries.expiryUnchecked(sinking.uncheckedValue)
    var place = start
    while 2 * place + 1 < count {
      var child = 2 * place + 1
      var seconds = try entries.expiryUnchecked(order[child].uncheckedValue)
      if child + 1 < count {
        let other = try entries.expiryUnchecked(
          order[child + 1].uncheckedValue)
        if other < seconds {
          child += 1
          seconds = other
        }
      }
      guard seconds < limit else { break }
      order[place] = order[child]
      place = child
    }
    order[place] = sinking
  }

  /// Whether a place names a whole entry that does not expire before the one
  /// above it.
  func check(_ place: Int, in entries: EntryTable) throws(MemoryDamage) {
    let seconds = try expiry(at: place, in: entries)
    guard place > 0 else { return }
    let isEarlier = try seconds < expiry(at: (place - 1) / 2, in: entries)
    if isEarlier { throw MemoryDamage() }
  }

  private func sink(
    _ start: Int, in entries: EntryTable
  ) throws(MemoryDamage) {
    guard start < count else { return }
    let sinking = try expiry(at: start, in: entries)
    var place = start
    while 2 * place + 1 < count {
      var child = 2 * place + 1
      var seconds = try expiry(at: child, in: entries)
      if child + 1 < count {
        let other = try expiry(at: child + 1, in: entries)
        if other < seconds {
          child += 1
          seconds = other
        }
      }
      guard seconds < sinking else { return }
      swap(place, child)
      place = child
    }
  }

  private func expiry(
    at place: Int, in entries: EntryTable
  ) throws(MemoryDamage) -> UInt32 {
    try entries.entry(number(at: place)).expiresAtSeconds
  }

  private func swap(_ one: Int, _ other: Int) {
    let number = order[one]
    order[one] = order[other]
    order[other] = number
  }
}
