// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The first slot of a segment; the layout is in FORMAT.md.
struct SegmentHeader {
  /// "SCRAPSEG"
  static let magic: UInt64 = 0x5343_5241_5053_4547
  /// No segment has a greater number: out of reach of any medium's life; times
  /// the slots of a segment it still fits 64 bits.
  static let numberMax: UInt64 = 1 &<< 40

  /// Segments are skipped at most so many in a row: their sectors could not be
  /// used.
  static let skippedCountMax: UInt32 = 15

  /// Segments are numbered from 1 and never reuse a number.
  var number: UInt64
  /// Slots of the segment before this one that count, its header included; what
  /// lies behind is void.
  var previousUsedCount: UInt32
  /// No task recorded before this segment has a later upper bound of time.
  var ledgerHorizonSeconds: UInt64
  /// Segments directly before this one that do not exist.
  var skippedCount: UInt32

  /// The segment that was opened before this one; 0 before the first.
  var previousNumber: UInt64 { number - UInt64(skippedCount) - 1 }

  init(
    number: UInt64, previousUsedCount: UInt32, ledgerHorizonSeconds: UInt64,
    skippedCount: UInt32
  ) {
    self.number = number
    self.previousUsedCount = previousUsedCount
    self.ledgerHorizonSeconds = ledgerHorizonSeconds
    self.skippedCount = skippedCount
  }

  func encode(into slot: WorkMemory, identity: CopyIdentity) {
    slot.fill(with: 0)
    slot.store(Self.magic, at: 0, byteCount: 8)
    slot.store(UInt64(ControlRecord.version), at: 8, byteCount: 2)
    slot[10] = identity.copy.rawValue
    slot.store(identity.storeID, at: 12, byteCount: 8)
    slot.store(number, at: 20, byteCount: 8)
    slot.store(UInt64(previousUsedCount), at: 28, byteCount: 4)
    slot.store(ledgerHorizonSeconds, at: 32, byteCount: 8)
    slot.store(UInt64(skippedCount), at: 40, byteCount: 4)
    slot.store(UInt64(slot.checksum(ofFirst: 44)), at: 44, byteCount: 4)
  }

  /// Reads a header; nil unless it is whole and of this copy of this store.
  init?(decoding slot: WorkMemory, identity: CopyIdentity) {
    guard
      slot.number(at: 0, byteCount: 8) == Self.magic,
      slot.number(at: 8, byteCount: 2) == UInt64(ControlRecord.version),
      slot[10] == identity.copy.rawValue,
      slot.number(at: 12, byteCount: 8) == identity.storeID,
      slot.number32(at: 44) == slot.checksum(ofFirst: 44),
      slot.number(at: 20, byteCount: 8) <= Self.numberMax,
      slot.number32(at: 40) <= Self.skippedCountMax,
      slot.number(at: 20, byteCount: 8) > slot.number(at: 40, byteCount: 4)
    else { return nil }
    number = slot.number(at: 20, byteCount: 8)
    previousUsedCount = slot.number32(at: 28)
    ledgerHorizonSeconds = slot.number(at: 32, byteCount: 8)
    skippedCount = slot.number32(at: 40)
  }
}
