// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Numbers of entries, the one that expires first on top: at most
/// log2(capacity) steps for an insertion or a removal.
struct ExpiryHeap {
  private let order: Table<UInt32>
  private(set) var count = 0

  init(order: Table<UInt32>) { self.order = order }

  /// The entry that expires first.
  var first: UInt32? { count > 0 ? order[0] : nil }

  mutating func removeAll() { count = 0 }

  /// Adds an entry without looking for its place; `restore` must follow.
  mutating func append(_ entry: UInt32) {
    order[count] = entry
    count += 1
  }

  mutating func insert(_ entry: UInt32, in entries: Table<Entry>) {
    append(entry)
    var place = count - 1
    while place > 0 {
      let parent = (place - 1) / 2
      guard expires(place, before: parent, in: entries) else { return }
      swap(place, parent)
      place = parent
    }
  }

  mutating func removeFirst(in entries: Table<Entry>) {
    precondition(count > 0, "there is a first entry")
    count -= 1
    order[0] = order[count]
    sink(0, in: entries)
  }

  /// Puts all entries in order, in time linear in their number.
  func restore(in entries: Table<Entry>) {
    var place = count / 2
    while place > 0 {
      place -= 1
      sink(place, in: entries)
    }
  }

  private func sink(_ start: Int, in entries: Table<Entry>) {
    var place = start
    while true {
      let left = 2 * place + 1
      guard left < count else { return }
      var child = left
      if left + 1 < count, expires(left + 1, before: left, in: entries) {
        child = left + 1
      }
      guard expires(child, before: place, in: entries) else { return }
      swap(place, child)
      place = child
    }
  }

  private func expires(
    _ place: Int, before other: Int, in entries: Table<Entry>
  ) -> Bool {
    entries[Int(order[place])].expiresAtSeconds
      < entries[Int(order[other])].expiresAtSeconds
  }

  private func swap(_ one: Int, _ other: Int) {
    let entry = order[one]
    order[one] = order[other]
    order[other] = entry
  }
}
