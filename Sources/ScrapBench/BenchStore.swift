// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay

/// A store over plain memory, empty to begin with.
final class BenchStore {
  typealias Store = ReplayStore<Journal<BenchRegion, NoAnchor>>
  let store: UnsafeMutablePointer<Store>
  let layout: JournalLayout
  /// Copy A, and copy B behind it, as in a file.
  let medium: UnsafeMutableRawBufferPointer
  private let index: UnsafeMutableRawBufferPointer
  private let work: UnsafeMutableRawBufferPointer

  /// Drawn when a journal is formatted; here always the same.
  static let storeID: UInt64 = 1
  private static let ledgerCapacity: UInt32 = 1_024

  /// - Parameters:
  ///   - capacity: used tokens that the index has room for.
  ///   - ringCapacity: marks that the ring has room for at least, beside one
  ///     segment that is being opened.
  ///   - windowByteCount: work memory beyond the least, for either copy.
  ///   - issuedAfterSeconds: the issuance floor, Unix seconds.
  /// - Throws: if the store cannot be made.
  init(
    capacity: Int, ringCapacity: Int, windowByteCount: Int = 0,
    issuedAfterSeconds: UInt64 = 0
  ) throws {
    // 84 marks fill a sector of 4096 bytes; two spare sectors, and control.
    let sectors = UInt64(ringCapacity) / 84 + 8
    let geometry = NVMGeometry(
      byteCount: sectors * 4096, programByteCount: 16, eraseByteCount: 4096)
    guard let layout = JournalLayout(geometry: geometry) else {
      preconditionFailure("a ring of whole sectors has a layout")
    }
    self.layout = layout
    let half = Int(geometry.byteCount)
    medium = .allocate(byteCount: 2 * half, alignment: 64)
    work = .allocate(
      byteCount: Journal<BenchRegion, NoAnchor>.workByteCount(for: layout)
        + 2 * windowByteCount,
      alignment: 16)
    var journal = Journal(
      copyA: BenchRegion(
        geometry: geometry, memory: .init(rebasing: medium[..<half])),
      copyB: BenchRegion(
        geometry: geometry, memory: .init(rebasing: medium[half...])),
      layout: layout, work: work)
    let entryCapacity = UInt32(capacity)
    try journal.format(
      storeID: Self.storeID, issuedAfterSeconds: issuedAfterSeconds,
      entryCapacity: entryCapacity, ledgerCapacity: Self.ledgerCapacity)
    index = .allocate(
      byteCount: Store.memoryByteCount(
        entryCapacity: entryCapacity, ledgerCapacity: Self.ledgerCapacity),
      alignment: 64)
    store = .allocate(capacity: 1)
    store.initialize(
      to: Store(
        journal: journal, memory: index, entryCapacity: entryCapacity,
        ledgerCapacity: Self.ledgerCapacity, quota: .unlimited,
        seed: (0x243f_6a88, 0x85a3_08d3)))
    store.pointee.recover()
  }

  deinit {
    store.deinitialize(count: 1)
    store.deallocate()
    index.deallocate()
    work.deallocate()
    medium.deallocate()
  }

  /// Segments opened so far.
  var openedCount: UInt64 {
    store.pointee.journal.controlRecord?.currentSegment ?? 0
  }

  /// Overwrites both copies, and finds nothing in them.
  func lose() {
    medium.initializeMemory(as: UInt8.self, repeating: 0)
    store.pointee.recover()
  }

  /// Marks a chain.
  ///
  /// - Throws: if the store refuses it.
  func mark(_ set: MarkSet) throws {
    try store.pointee.testAndMark(set)
  }

  /// Makes live entries.
  ///
  /// - Parameters:
  ///   - entryCount: how many.
  ///   - now: the instant at which they are made, Unix seconds.
  /// - Throws: if the store does not take the marks.
  func fill(entryCount: Int, now: UInt64) throws {
    var random = BenchRandom(seed: 7)
    for _ in 0..<entryCount {
      try mark(random.markSet(now: now))
    }
  }
}
