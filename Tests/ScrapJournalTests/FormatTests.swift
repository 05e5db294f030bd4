// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import Testing

@testable import ScrapJournal

/// A record in a slot of its own.
private struct Slot: ~Copyable {
  let bytes = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 48, alignment: 8)
  let identity = CopyIdentity(storeID: 77, copy: .a)
  var memory: WorkMemory { WorkMemory(bytes) }

  init() {
    let set = chain(
      [
        token(1), token(2), token(3, expires: 0xfedc_ba98, ledger: 0x0102),
      ], digest: 0x1122_3344_5566_7788, lo: 0x8000_0001, hi: 0x8000_ffff)
    Record(part: 2, of: set).encode(
      into: memory, identity: identity, sequence: 1 << 40)
  }

  deinit { bytes.deallocate() }

  func decoded(
    storeID: UInt64 = 77, copy: CopyName = .a, sequence: UInt64 = 1 << 40
  ) -> Record? {
    Record(
      decoding: memory, identity: CopyIdentity(storeID: storeID, copy: copy),
      sequence: sequence)
  }
}

@Test func aRecordReadsBackAsWritten() throws {
  let slot = Slot()
  let decoded = slot.decoded()
  let record = try #require(decoded)
  #expect(record.part == 2)
  #expect(record.partCount == 3)
  // The first record of a chain is given its gap later.
  #expect(record.gap == 0)
  #expect(record.loSeconds == 0x8000_0001)
  #expect(record.hiSeconds == 0x8000_ffff)
  #expect(record.expiresAtSeconds == 0xfedc_ba98)
  #expect(record.key == token(3).key)
  #expect(record.ledgerKey == LedgerKey(0x0102))
  #expect(record.requestDigest == 0x1122_3344_5566_7788)
}

@Test func aRecordIsGoodOnlyInItsPlace() {
  let slot = Slot()
  let foreign = slot.decoded(storeID: 78) == nil
  let otherCopy = slot.decoded(copy: .b) == nil
  let stale = slot.decoded(sequence: 1 << 40 + 85) == nil
  #expect(foreign)
  #expect(otherCopy)
  #expect(stale)
}

@Test func everyOneAndTwoBitFlipIsSeen() {
  let slot = Slot()
  for first in 0..<384 {
    slot.bytes[first / 8] ^= 1 << (first % 8)
    for second in first..<384 {
      // The same bit twice would restore it: that is the single flip.
      if second > first { slot.bytes[second / 8] ^= 1 << (second % 8) }
      let isSeen = slot.decoded() == nil
      if !isSeen { #expect(isSeen, "\(first) \(second)") }
      if second > first { slot.bytes[second / 8] ^= 1 << (second % 8) }
    }
    slot.bytes[first / 8] ^= 1 << (first % 8)
  }
}

@Test func aSectorOfNORHoldsEightyFourMarks() throws {
  let geometry = NVMGeometry(
    byteCount: 1 << 20, programByteCount: 16, eraseByteCount: 4_096)
  let layout = try #require(JournalLayout(geometry: geometry))
  #expect(layout.slotByteCount == 48)
  #expect(layout.slotsPerSegment == 85)
  #expect(layout.segmentCount == 253)
  #expect(layout.markCapacity == 253 * 84)
}

@Test func impossibleGeometriesAreRefused() {
  let bad = [
    NVMGeometry(byteCount: 1 << 20, programByteCount: 0, eraseByteCount: 4_096),
    NVMGeometry(
      byteCount: 1 << 20, programByteCount: 1_024, eraseByteCount: 4_096),
    NVMGeometry(byteCount: 1 << 20, programByteCount: 16, eraseByteCount: 0),
    NVMGeometry(
      byteCount: 1 << 20, programByteCount: 16, eraseByteCount: 1_000),
    NVMGeometry(
      byteCount: 4 * 4_096, programByteCount: 16, eraseByteCount: 4_096),
    NVMGeometry(byteCount: 0, programByteCount: 16, eraseByteCount: 4_096),
    NVMGeometry(
      byteCount: .max, programByteCount: 1, eraseByteCount: 256),
  ]
  for geometry in bad {
    let layout = JournalLayout(geometry: geometry)
    #expect(layout == nil)
  }
}
