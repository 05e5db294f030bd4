// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import TestSupport
import Testing

@testable import ScrapJournal

private typealias Record = ScrapJournal.Record

private let layout: JournalLayout = {
  let geometry = NVMGeometry(
    byteCount: 65_536, programByteCount: 16, eraseByteCount: 4_096)
  guard let layout = JournalLayout(geometry: geometry) else {
    preconditionFailure("a ring of whole sectors has a layout")
  }
  return layout
}()
private let identityA = CopyIdentity(storeID: 0x0123_4567_89ab_cdef, copy: .a)
private let identityB = CopyIdentity(storeID: 0x0123_4567_89ab_cdef, copy: .b)

private func bytes(
  of record: Record, _ identity: CopyIdentity, slot: UInt32
) -> [UInt8] {
  var bytes = [UInt8](repeating: 0xff, count: 48)
  bytes.withUnsafeMutableBytes {
    record.encode(
      into: WorkMemory($0), identity: identity,
      sequence: layout.sequence(ofSlot: slot, segment: 5))
  }
  return bytes
}

/// What a reader makes of slot 3 of segment 5.
private func read(
  _ a: [UInt8]?, _ b: [UInt8]?
) -> (mark: RecoveredMark?, reader: SlotReader) {
  var reader = SlotReader(
    of: 5, layout: layout, answeredSequence: 0, identityA: identityA,
    identityB: identityB, trustInA: .full, trustInB: .full,
    usedCount: nil)
  var a = a ?? []
  var b = b ?? []
  let mark = a.withUnsafeMutableBytes { a in
    b.withUnsafeMutableBytes { b in
      reader.take(
        3, number: 0, a: a.isEmpty ? nil : WorkMemory(a),
        b: b.isEmpty ? nil : WorkMemory(b), mayDoubt: false)
    }
  }
  return (mark, reader)
}

private func randomRecord(
  _ generator: inout some RandomNumberGenerator
) -> Record {
  var record = Record.none
  record.originSequence = nil
  record.expiresAtSeconds = UInt32(truncatingIfNeeded: generator.next())
  record.loSeconds = UInt32(truncatingIfNeeded: generator.next() >> 33)
  record.key = MarkKey(high: generator.next(), low: generator.next())
  record.ledgerKey = LedgerKey(generator.next() | 1)
  return record
}

// Whatever the record says, the checksums of its two copies differ by the same.
@Test func theChecksumsOfTwoCopiesDifferByTheirNamesAlone() {
  var generator = TestSeed.generator()
  for slot in 1..<80 as Range<UInt32> {
    let record = randomRecord(&generator)
    let a = bytes(of: record, identityA, slot: slot)
    let b = bytes(of: record, identityB, slot: slot)
    #expect(a[..<44] == b[..<44])
    let check = (a[44...] + [], b[44...] + [])
    let difference = zip(check.0, check.1).reduce(0 as UInt32) {
      $0 << 8 | UInt32($1.0 ^ $1.1)
    }
    #expect(difference == Record.copyDifference)
  }
}

@Test func aFlipInEitherCopyIsSeenAndTheOtherCopyHolds() {
  var generator = TestSeed.generator()
  let record = randomRecord(&generator)
  let a = bytes(of: record, identityA, slot: 3)
  let b = bytes(of: record, identityB, slot: 3)
  let whole = read(a, b)
  #expect(whole.mark?.key == record.key && whole.reader.halfSlotCount == 0)
  for bit in 0..<384 {
    var flippedA = a
    var flippedB = b
    flippedA[bit / 8] ^= 1 << (bit % 8)
    flippedB[bit / 8] ^= 1 << (bit % 8)
    for (a, b) in [(flippedA, b), (a, flippedB)] {
      let found = read(a, b)
      #expect(found.mark == whole.mark)
      #expect(found.reader.halfSlotCount == 1)
      #expect(found.reader.markCount == 1)
    }
    // The same flip in both: equal, and neither is whole.
    let torn = read(flippedA, flippedB)
    #expect(torn.mark == nil && torn.reader.tornSlotCount == 1)
  }
}

@Test func aCopyInTheOthersPlaceIsNotWhole() {
  var generator = TestSeed.generator()
  let record = randomRecord(&generator)
  let a = bytes(of: record, identityA, slot: 3)
  let b = bytes(of: record, identityB, slot: 3)
  #expect(read(a, a).reader.halfSlotCount == 1)
  #expect(read(b, b).reader.halfSlotCount == 1)
  #expect(read(b, a).reader.tornSlotCount == 1)
  #expect(read(nil, b).mark?.key == record.key)
  #expect(read(a, nil).mark?.key == record.key)
}

/// A chain whose root cannot be read is not counted as part of the chain before
/// it.
@Test(arguments: 3..<7 as Range<UInt32>)
func aRootKeyIsThatOfTheMarksOwnChain(lost: UInt32) {
  var reader = SlotReader(
    of: 5, layout: layout, answeredSequence: 0, identityA: identityA,
    identityB: identityB, trustInA: .full, trustInB: .full, usedCount: nil)
  var found: [UInt32: LedgerKey] = [:]
  for slot in 3..<7 as Range<UInt32> {
    var record = Record.none
    record.originSequence = nil
    record.part = UInt8((slot - 3) % 2)
    record.partCount = 2
    record.expiresAtSeconds = 1
    record.ledgerKey = LedgerKey(UInt64(slot))
    var a = bytes(of: record, identityA, slot: slot)
    if slot == lost { a[20] ^= 1 }
    let mark = a.withUnsafeMutableBytes {
      reader.take(
        slot, number: 0, a: WorkMemory($0), b: nil, mayDoubt: false)
    }
    found[slot] = mark?.rootKey
  }
  for slot in 3..<7 as Range<UInt32> where slot != lost {
    let root = slot - (slot - 3) % 2
    let wanted = root == lost ? LedgerKey.none : LedgerKey(UInt64(root))
    #expect(found[slot] == wanted, "\(slot)")
  }
}
