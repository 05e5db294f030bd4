// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay
import SimulatedNVM

/// A medium with a store on it that can be started again and again.
final class Rig {
  typealias Store = ReplayStore<TortureJournal>

  let medium: MemoryMedium
  /// Outside the medium: cuts and images do not touch it.
  let anchor: MemoryAnchor.Cell
  let model: MediumModel
  let layout: JournalLayout
  let entryCapacity: UInt32
  private let work: UnsafeMutableRawBufferPointer
  private let memory: UnsafeMutableRawBufferPointer
  private var bootCount: UInt64 = 0
  private var store: Store

  private static let ledgerCapacity: UInt32 = 8
  /// Short, so that a life of a quarter of an hour has many.
  static let timeMarkIntervalSeconds: UInt64 = 30

  /// Makes an erased medium, with a blank anchor or none; nothing is formatted.
  init(_ model: MediumModel, entryCapacity: UInt32, hasAnchor: Bool) {
    guard let layout = JournalLayout(geometry: model.geometry) else {
      preconditionFailure("the model holds a journal")
    }
    self.model = model
    self.layout = layout
    self.entryCapacity = entryCapacity
    medium = MemoryMedium(model)
    anchor = MemoryAnchor.Cell(isPresent: hasAnchor)
    // Two more segments make recovery read in large parts.
    work = .allocate(
      byteCount: TortureJournal.workByteCount(for: layout)
        + 2 * Int(model.geometry.eraseByteCount), alignment: 8)
    memory = .allocate(
      byteCount: Store.memoryByteCount(
        entryCapacity: entryCapacity, ledgerCapacity: Self.ledgerCapacity),
      alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    store = Self.store(
      medium, anchor, layout, work, memory, entryCapacity, seed: 0)
  }

  deinit {
    work.deallocate()
    memory.deallocate()
  }

  /// Whether formatting succeeded. Unix seconds.
  func format(storeID: UInt64, issuedAfterSeconds: UInt64) -> Bool {
    var journal = TortureJournal.over(
      medium, anchor: anchor, layout: layout, work: work)
    do throws(JournalError) {
      try journal.format(
        storeID: storeID, issuedAfterSeconds: issuedAfterSeconds,
        entryCapacity: entryCapacity, ledgerCapacity: Self.ledgerCapacity)
      return true
    } catch { return false }
  }

  /// A restart, up to the moment before recovery: everything in working memory
  /// is gone.
  func start() {
    medium.restorePower()
    bootCount += 1
    store = Self.store(
      medium, anchor, layout, work, memory, entryCapacity, seed: bootCount)
  }

  func recover() -> RecoveryOutcome { store.recover() }

  /// Whether tokens can be judged; what the verifier asks before each decision.
  /// Unix seconds.
  func prepare(nowSeconds: UInt64) -> Bool {
    store.prepare(loSeconds: nowSeconds)
  }

  /// Nil means accepted.
  func present(_ set: borrowing MarkSet) -> ReplayRefusal.Reason? {
    guard prepare(nowSeconds: set.loSeconds) else { return .unavailable }
    do throws(ReplayRefusal) {
      try store.testAndMark(set)
      return nil
    } catch { return error.reason }
  }

  /// Nil means raised. Unix seconds.
  func raiseIssuanceFloor(to seconds: UInt64) -> JournalError? {
    do throws(JournalError) {
      try store.raiseIssuanceFloor(to: seconds)
      return nil
    } catch { return error }
  }

  /// Keeps the time, if the time mark is that far behind. Unix seconds.
  func keepTime(nowSeconds: UInt64) -> TimeKeeping {
    store.keepTime(
      loSeconds: nowSeconds, intervalSeconds: Self.timeMarkIntervalSeconds)
  }

  func takeMessageVersion(
    _ version: UInt64, ofKind kind: Int
  ) -> MessageVersionTaking {
    store.takeMessageVersion(version, ofKind: kind)
  }

  var outcome: RecoveryOutcome { store.outcome }
  /// The newest versions of operator messages, by kind.
  var messageVersions: [UInt64] {
    (0..<MessageVersions.count).map { store.messageVersion(ofKind: $0) }
  }
  var floors: Floors { store.floors }
  /// The newest segment that may hold records.
  var currentSegment: UInt64 {
    store.journal.controlRecord?.currentSegment ?? 0
  }

  private static func store(
    _ medium: MemoryMedium, _ anchor: MemoryAnchor.Cell,
    _ layout: JournalLayout,
    _ work: UnsafeMutableRawBufferPointer,
    _ memory: UnsafeMutableRawBufferPointer, _ entryCapacity: UInt32,
    seed: UInt64
  ) -> Store {
    Store(
      journal: .over(medium, anchor: anchor, layout: layout, work: work),
      memory: memory,
      entryCapacity: entryCapacity, ledgerCapacity: ledgerCapacity,
      seed: (seed, 7))
  }
}
