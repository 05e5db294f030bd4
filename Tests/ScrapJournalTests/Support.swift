// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapReplay
import SimulatedNVM

@testable import ScrapJournal

/// Four segments of 20 records, two control records a sector.
let smallGeometry = NVMGeometry(
  byteCount: 7 * 1_024, programByteCount: 16, eraseByteCount: 1_024)

/// A medium with a store on it, which can be started again and again.
final class Rig {
  typealias Store = ReplayStore<Journal<MemoryRegion, MemoryAnchor>>

  let medium: MemoryMedium
  let layout: JournalLayout
  let entryCapacity: UInt32
  let ledgerCapacity: UInt32
  let anchor: MemoryAnchor.Cell
  private let work: UnsafeMutableRawBufferPointer
  private let memory: UnsafeMutableRawBufferPointer
  private var bootCount: UInt64 = 0
  var store: Store

  init(
    geometry: NVMGeometry = smallGeometry, entries: UInt32 = 40,
    ledger: UInt32 = 16, controlSectors: UInt32 = 3, formats: Bool = true,
    issuedAfter: UInt64 = 0, isAnchored: Bool = false
  ) {
    anchor = MemoryAnchor.Cell(isPresent: isAnchored)
    guard
      let layout = JournalLayout(
        geometry: geometry, controlSectorCount: controlSectors)
    else { fatalError("the geometry holds a journal") }
    medium = MemoryMedium(geometry: geometry)
    self.layout = layout
    entryCapacity = entries
    ledgerCapacity = ledger
    work = .allocate(
      byteCount: Journal<MemoryRegion, MemoryAnchor>.workByteCount(for: layout),
      alignment: 8)
    memory = .allocate(
      byteCount: Store.memoryByteCount(
        entryCapacity: entries, ledgerCapacity: ledger),
      alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    store = Self.makeStore(
      medium, anchor, layout, work, memory, entries, ledger, seed: 0)
    if formats { format(storeID: 0x1234_5678_9abc_def0, issuedAfter) }
    boot()
  }

  deinit {
    work.deallocate()
    memory.deallocate()
  }

  func format(storeID: UInt64, _ issuedAfter: UInt64) {
    if tryFormat(storeID: storeID, issuedAfter) { fatalError("formats") }
  }

  /// Whether formatting failed.
  func tryFormat(storeID: UInt64, _ issuedAfter: UInt64) -> Bool {
    var journal = Journal(
      copyA: medium.region(0), copyB: medium.region(1),
      anchor: MemoryAnchor(anchor), layout: layout, work: work)
    do throws(JournalError) {
      try journal.format(
        storeID: storeID, issuedAfterSeconds: issuedAfter,
        entryCapacity: entryCapacity, ledgerCapacity: ledgerCapacity)
      return false
    } catch { return true }
  }

  /// A restart: everything in working memory is gone.
  @discardableResult
  func boot() -> RecoveryOutcome {
    medium.restorePower()
    bootCount += 1
    store = Self.makeStore(
      medium, anchor, layout, work, memory, entryCapacity, ledgerCapacity,
      seed: bootCount)
    return store.recover()
  }

  func mark(_ set: MarkSet) -> ReplayRefusal.Reason? {
    do throws(ReplayRefusal) {
      try store.testAndMark(set)
      return nil
    } catch { return error.reason }
  }

  /// Revokes tokens with one command.
  func revoke(
    _ tokens: [TokenMark], lo: UInt64 = 1_000
  ) -> ReplayRefusal.Reason? {
    var set = MarkSet(
      requestDigest: nil, loSeconds: lo, hiSeconds: lo + 2,
      isRevocation: true)
    for token in tokens { set.append(token) }
    return mark(set)
  }

  /// Flips a bit of a slot's record.
  func damage(slot: UInt32, segment: UInt64 = 1, copies: [Int] = [0, 1]) {
    for copy in copies {
      let place = range(ofSlot: slot, segment: segment, copy: copy)
      medium.flip(bit: (place.lowerBound + 20) * 8)
    }
  }

  /// Marks that were repaired, and slots that were not, in some passes.
  @discardableResult
  func scrub() -> (repaired: UInt32, unrepaired: UInt32) {
    var sum = (repaired: UInt32(0), unrepaired: UInt32(0))
    for _ in 0..<60 {
      let medium = store.scrub(bucketCount: 4).medium
      sum.repaired += medium.repairedMarkCount
      sum.unrepaired += medium.unrepairedCount
    }
    return sum
  }

  var outcome: RecoveryOutcome { store.outcome }
  var floors: Floors { store.floors }
  var statistics: StoreStatistics { store.statistics }
  var control: ControlRecord? { store.journal.controlRecord }
  var memoryBytes: [UInt8] { Array(memory) }

  /// Where a slot of the current ring lies in a copy.
  func range(ofSlot slot: UInt32, segment: UInt64, copy: Int) -> Range<Int> {
    let start =
      copy * Int(medium.geometry.byteCount)
      + Int(layout.offset(ofSlot: slot, segment: segment))
    return start..<start + Int(layout.slotByteCount)
  }

  /// Where a segment lies in a copy.
  func range(ofSegment segment: UInt64, copy: Int) -> Range<Int> {
    let start = range(ofSlot: 0, segment: segment, copy: copy).lowerBound
    return start..<start + Int(medium.geometry.eraseByteCount)
  }

  /// Makes a range read as an erase leaves it.
  func blank(_ range: Range<Int>) {
    for index in range { medium.bytes[index] = 0xff }
  }

  private static func makeStore(
    _ medium: MemoryMedium, _ anchor: MemoryAnchor.Cell,
    _ layout: JournalLayout, _ work: UnsafeMutableRawBufferPointer,
    _ memory: UnsafeMutableRawBufferPointer, _ entries: UInt32,
    _ ledger: UInt32, seed: UInt64
  ) -> Store {
    let journal = Journal(
      copyA: medium.region(0), copyB: medium.region(1),
      anchor: MemoryAnchor(anchor), layout: layout, work: work)
    return ReplayStore(
      journal: journal, memory: memory, entryCapacity: entries,
      ledgerCapacity: ledger, quota: .unlimited, seed: (seed, 7))
  }
}

/// A token for tests.
func token(
  _ id: UInt64, expires: UInt32 = 2_000, issued: UInt32 = 500,
  ledger: UInt64 = 0, limit: RateLimit? = nil
) -> TokenMark {
  TokenMark(
    key: MarkKey(high: id &* 0x9e37_79b9_7f4a_7c15, low: id),
    ledgerKey: LedgerKey(ledger), issuedAtSeconds: issued,
    expiresAtSeconds: expires, rateLimit: limit)
}

/// A chain for tests.
func chain(
  _ tokens: [TokenMark], digest: UInt64? = nil, lo: UInt64 = 1_000,
  hi: UInt64? = nil
) -> MarkSet {
  var set = MarkSet(
    requestDigest: digest, loSeconds: lo, hiSeconds: hi ?? lo + 2)
  for token in tokens { set.append(token) }
  return set
}
