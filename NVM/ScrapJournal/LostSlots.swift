// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// A few slots, by number since the ring began; more than 16 are only known to
/// be too many, and none of them can be covered.
struct LostSlots {
  private static var countMax: Int { 16 }

  private var sequences = InlineArray<16, UInt64>(repeating: 0)
  private var listed = 0
  /// Slots that were added and are not covered.
  private(set) var count: UInt64 = 0

  var isEmpty: Bool { count == 0 }

  /// Whether every slot is known by its number, so that it may be covered.
  var isListed: Bool { UInt64(listed) == count }

  /// The first behind a number, of those that are known.
  func first(behind sequence: UInt64) -> UInt64? {
    for index in 0..<listed where sequences[index] > sequence {
      return sequences[index]
    }
    return nil
  }

  mutating func add(_ sequence: UInt64) {
    count += 1
    guard listed < Self.countMax else { return }
    sequences[listed] = sequence
    listed += 1
  }

  mutating func add(_ others: LostSlots) {
    for index in 0..<others.listed { add(others.sequences[index]) }
    count += others.count - UInt64(others.listed)
  }

  /// Adds those below a number; all, if not each is known by its own.
  mutating func add(_ others: LostSlots, before end: UInt64) {
    guard others.isListed else {
      add(others)
      return
    }
    for index in 0..<others.listed {
      let sequence = others.sequences[index]
      if sequence < end { add(sequence) }
    }
  }

  /// A mark of the slot was found elsewhere; false if it was not missed.
  mutating func cover(_ sequence: UInt64) -> Bool {
    for index in 0..<listed where sequences[index] == sequence {
      listed -= 1
      count -= 1
      for later in index..<listed { sequences[later] = sequences[later + 1] }
      return true
    }
    return false
  }
}
