// SPDX-License-Identifier: Apache-2.0

/// The volatile cache of a device: what was written since the last sync, and
/// what the medium holds without it.
struct WriteCache {
  /// One operation: a range and what it was to hold.
  private struct Entry {
    var region: Int
    var range: Range<Int>
    var new: [UInt8]
  }

  private var durable: [UInt8]
  private var entries: [Entry] = []
  /// Regions whose syncs are acknowledged and not done.
  var lyingRegions: Set<Int> = []

  init(_ bytes: [UInt8]) { durable = bytes }

  /// Remembers an operation whose effect is in `bytes` already.
  mutating func take(_ range: Range<Int>, region: Int, of bytes: [UInt8]) {
    entries.append(
      Entry(region: region, range: range, new: Array(bytes[range])))
  }

  /// A cell has flipped: what is lost of the cache does not undo it.
  mutating func flip(bit: Int) {
    durable[bit / 8] ^= 1 << UInt8(bit % 8)
  }

  /// The cells of a range are as an erase leaves them; likewise.
  mutating func blank(_ range: Range<Int>) {
    MemoryMedium.fill(range, of: &durable)
  }

  /// A sync of a region.
  mutating func flush(_ region: Int) {
    guard !lyingRegions.contains(region) else { return }
    for entry in entries where entry.region == region {
      durable.replaceSubrange(entry.range, with: entry.new)
    }
    entries.removeAll { $0.region == region }
  }

  /// Power fails: of each operation any units are kept. The last that is kept
  /// of a unit is what it holds, as if the device had written in any order.
  ///
  /// - Returns: The ranges that may have changed.
  mutating func lose(
    unit: Int, into bytes: inout [UInt8], by chance: inout SeededChance
  ) -> [Range<Int>] {
    for entry in entries {
      let kept = chance.below(17)
      for start in stride(from: 0, to: entry.range.count, by: unit)
      where chance.below(16) < kept {
        let end = min(start + unit, entry.range.count)
        let place = entry.range.lowerBound
        durable.replaceSubrange(
          place + start..<place + end, with: entry.new[start..<end])
      }
    }
    let ranges = entries.map(\.range)
    for range in ranges {
      bytes.replaceSubrange(range, with: durable[range])
    }
    entries = []
    return ranges
  }
}
