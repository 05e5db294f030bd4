// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay

/// What no recovery can do without: reads both copies, a segment at a time,
/// checks every record of either against its checksum, and puts what is whole
/// into a table. No headers, no floors, no decisions about damage.
final class RawRecovery {
  private let medium: RawMedium
  private let layout: JournalLayout
  private let segments: UnsafeMutableRawBufferPointer
  private let checksum = RawChecksum()
  private let table: RawTable

  /// - Parameters:
  ///   - medium: copy A, and copy B directly behind it.
  ///   - layout: of each copy; slots of 48 bytes.
  ///   - capacity: entries that the table has room for.
  init(medium: RawMedium, layout: JournalLayout, capacity: Int) {
    precondition(layout.slotByteCount == 48, "slots have no padding")
    self.medium = medium
    self.layout = layout
    segments = .allocate(
      byteCount: 2 * 48 * Int(layout.slotsPerSegment - 1), alignment: 64)
    table = RawTable(capacity: capacity)
  }

  deinit { segments.deallocate() }

  /// Reads everything back.
  ///
  /// - Returns: entries found.
  func run() -> Int {
    table.removeAll()
    let half = Int(layout.geometry.byteCount)
    let unit = Int(layout.geometry.eraseByteCount)
    let byteCount = segments.count / 2
    let a = UnsafeMutableRawBufferPointer(rebasing: segments[..<byteCount])
    let b = UnsafeMutableRawBufferPointer(rebasing: segments[byteCount...])
    let prefixA = prefix(copy: 0)
    let prefixB = prefix(copy: 1)
    for number in 1..<Int(layout.segmentCount) {
      let place = Int(layout.controlSectorCount) + number
      medium.read(a, at: place * unit + 48)
      medium.read(b, at: half + place * unit + 48)
      for slot in 0..<Int(layout.slotsPerSegment - 1) {
        let ringSlot = number * Int(layout.slotsPerSegment) + slot + 1
        let isWholeInA = isWhole(
          a, at: slot * 48, sequence: UInt64(ringSlot), after: prefixA)
        let isWholeInB = isWhole(
          b, at: slot * 48, sequence: UInt64(ringSlot), after: prefixB)
        guard isWholeInA || isWholeInB else { return table.count }
        take(isWholeInA ? a : b, at: slot * 48, slot: UInt32(ringSlot))
      }
    }
    return table.count
  }

  /// What the store's number and the copy leave of a checksum.
  private func prefix(copy: UInt8) -> UInt32 {
    var remainder = ~UInt32(0)
    for byte in 0..<8 as Range<UInt64> {
      remainder = checksum.take(
        UInt8(truncatingIfNeeded: BenchStore.storeID >> (56 - 8 * byte)),
        after: remainder)
    }
    return checksum.take(copy, after: remainder)
  }

  @inline(__always)
  private func isWhole(
    _ bytes: UnsafeMutableRawBufferPointer, at start: Int, sequence: UInt64,
    after prefix: UInt32
  ) -> Bool {
    let swapped = sequence.byteSwapped
    var remainder = checksum.take(
      UInt32(truncatingIfNeeded: swapped), after: prefix)
    remainder = checksum.take(
      UInt32(truncatingIfNeeded: swapped &>> 32), after: remainder)
    let base = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped) + start
    for word in 0..<11 {
      remainder = checksum.take(
        (base + word &* 4).loadUnaligned(as: UInt32.self), after: remainder)
    }
    let stored = (base + 44).loadUnaligned(as: UInt32.self)
    return ~remainder == stored.byteSwapped
  }

  @inline(__always)
  private func take(
    _ bytes: UnsafeMutableRawBufferPointer, at start: Int, slot: UInt32
  ) {
    let base = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped) + start
    let key = MarkKey(
      high: (base + 12).loadUnaligned(as: UInt64.self).byteSwapped,
      low: (base + 20).loadUnaligned(as: UInt64.self).byteSwapped)
    table.insert(
      key,
      expiresAtSeconds: (base + 4).loadUnaligned(as: UInt32.self).byteSwapped,
      slot: slot)
  }
}
