// SPDX-License-Identifier: Apache-2.0

/// What is due, earliest first; of two at the same moment the one that was
/// added first.
struct EventQueue<Event> {
  private struct Entry {
    let at: UInt64
    let number: UInt64
    let event: Event

    func isBefore(_ other: Entry) -> Bool {
      at != other.at ? at < other.at : number < other.number
    }
  }

  /// A heap: each entry is before the two below it.
  private var entries: [Entry] = []
  private var addedCount: UInt64 = 0

  /// How many are due.
  var count: Int { entries.count }

  /// Adds an event; nanoseconds from the start.
  mutating func add(_ event: Event, at: UInt64) {
    var place = entries.count
    entries.append(Entry(at: at, number: addedCount, event: event))
    addedCount += 1
    while place > 0 {
      let above = (place - 1) / 2
      guard entries[place].isBefore(entries[above]) else { return }
      entries.swapAt(place, above)
      place = above
    }
  }

  /// Takes the first; nil if nothing is due.
  mutating func next() -> (at: UInt64, event: Event)? {
    guard let first = entries.first else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      sink()
    }
    return (first.at, first.event)
  }

  private mutating func sink() {
    var place = 0
    while true {
      var least = place
      for below in [2 * place + 1, 2 * place + 2]
      where below < entries.count && entries[below].isBefore(entries[least]) {
        least = below
      }
      guard least != place else { return }
      entries.swapAt(place, least)
      place = least
    }
  }
}
