// SPDX-License-Identifier: Apache-2.0

import ScrapReplay

/// A plain table with open addressing, half full at most: no order of expiry,
/// no defence against chosen keys.
final class RawTable {
  private struct Cell: BitwiseCopyable {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var expiresAtSeconds: UInt32 = 0
    /// The slot plus one; 0 in a free cell.
    var slot: UInt32 = 0
  }

  private let cells: UnsafeMutablePointer<Cell>
  private let cellCount: Int
  private(set) var count = 0

  init(capacity: Int) {
    var cellCount = 2
    while cellCount < 2 * capacity { cellCount *= 2 }
    self.cellCount = cellCount
    cells = .allocate(capacity: cellCount)
  }

  deinit { cells.deallocate() }

  func removeAll() {
    cells.initialize(repeating: Cell(), count: cellCount)
    count = 0
  }

  /// Adds a key, or changes its expiry and slot.
  @inline(__always)
  func insert(_ key: MarkKey, expiresAtSeconds: UInt32, slot: UInt32) {
    // The keys are hashes already.
    var place = Int(truncatingIfNeeded: key.low) & (cellCount - 1)
    while cells[place].slot != 0 {
      if cells[place].low == key.low, cells[place].high == key.high { break }
      place = (place + 1) & (cellCount - 1)
    }
    if cells[place].slot == 0 { count += 1 }
    cells[place] = Cell(
      high: key.high, low: key.low, expiresAtSeconds: expiresAtSeconds,
      slot: slot + 1)
  }
}
