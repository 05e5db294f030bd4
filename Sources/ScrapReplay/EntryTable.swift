// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The entries by number, each checked when it is read.
struct EntryTable {
  private let entries: Table<Entry>

  init(
    in memory: UnsafeMutableRawBufferPointer, atByteOffset start: Int,
    count: Int
  ) {
    unsafe entries = Table(in: memory, atByteOffset: start, count: count)
  }

  var count: Int { entries.count }

  /// The entry of a number that was read from memory, too.
  func entry(_ number: Int) throws(MemoryDamage) -> Entry {
    guard number >= 0, number < count else { throw MemoryDamage() }
    let entry = entries[number]
    guard entry.isWhole else { throw MemoryDamage() }
    return entry
  }

  /// When an entry seems to expire, if there is one of this number.
  @inline(__always)
  func expiryUnchecked(_ number: UInt32) throws(MemoryDamage) -> UInt32 {
    guard Int(number) < count else { throw MemoryDamage() }
    return entries[Int(number)].expiresAtSeconds
  }

  func set(_ number: Int, to entry: Entry) { entries[number] = entry }

  /// Frees all.
  func removeAll() { entries.fill(with: .free(next: 0)) }

  /// Frees all but the whole and uncertain ones that expire at `seconds` or
  /// later, and numbers those from 0.
  ///
  /// - Returns: How many were kept.
  func removeAllButUncertain(expiringFrom seconds: UInt64) -> Int {
    var kept = 0
    for number in 0..<count {
      let entry = entries[number]
      entries[number] = .free(next: 0)
      guard entry.isUncertain, entry.isWhole,
        UInt64(entry.expiresAtSeconds) >= seconds
      else { continue }
      entries[kept] = entry
      kept += 1
    }
    return kept
  }
}
