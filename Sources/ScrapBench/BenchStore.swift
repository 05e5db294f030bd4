// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay

/// A store over plain memory, prefilled with live entries.
final class BenchStore {
  typealias Store = ReplayStore<Journal<BenchRegion>>
  let store: UnsafeMutablePointer<Store>
  private let index: UnsafeMutableRawBufferPointer
  private let work: UnsafeMutableRawBufferPointer

  /// - Parameters:
  ///   - entryCount: live entries to begin with.
  ///   - spare: room for marks beyond them.
  ///   - now: the instant at which they were made, Unix seconds.
  /// - Throws: if the store does not take the marks.
  init(entryCount: Int, spare: Int, now: UInt64) throws {
    let capacity = UInt32(entryCount + spare)
    // 84 marks fill a sector of 4096 bytes; two spare sectors, and control.
    let sectors = UInt64(capacity) / 84 + 8
    let geometry = NVMGeometry(
      byteCount: sectors * 4096, programByteCount: 16, eraseByteCount: 4096)
    guard let layout = JournalLayout(geometry: geometry) else {
      preconditionFailure("a ring of whole sectors has a layout")
    }
    work = .allocate(
      byteCount: Journal<BenchRegion>.workByteCount(for: layout),
      alignment: 16)
    var journal = Journal(
      copyA: BenchRegion(geometry: geometry),
      copyB: BenchRegion(geometry: geometry), layout: layout, work: work)
    try journal.format(
      storeID: 1, issuedAfterSeconds: 0, entryCapacity: capacity,
      ledgerCapacity: 1024)
    index = .allocate(
      byteCount: Store.memoryByteCount(
        entryCapacity: capacity, ledgerCapacity: 1024), alignment: 64)
    store = .allocate(capacity: 1)
    store.initialize(
      to: Store(
        journal: journal, memory: index, entryCapacity: capacity,
        ledgerCapacity: 1024, quota: .unlimited,
        seed: (0x243f_6a88, 0x85a3_08d3)))
    store.pointee.recover()
    try fill(entryCount: entryCount, now: now)
  }

  deinit {
    store.deinitialize(count: 1)
    store.deallocate()
    index.deallocate()
    work.deallocate()
  }

  private func fill(entryCount: Int, now: UInt64) throws {
    var random = BenchRandom(seed: 7)
    for _ in 0..<entryCount {
      try store.pointee.testAndMark(random.markSet(now: now))
    }
  }
}
