// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay
import ScrapVerifier
import SimulatedNVM

/// The memory of one satellite: profile, medium and replay store, each where
/// the test can look at it and spoil it.
public final class Board {
  /// The journal of every test satellite.
  public typealias BoardJournal = Journal<MemoryRegion, NoAnchor>
  /// The store of every test satellite.
  public typealias BoardStore = ReplayStore<BoardJournal>

  /// Sizes of a satellite's store.
  public struct Sizes: Sendable, Equatable {
    /// Used tokens to remember.
    public var entries: UInt32
    /// Accepted tasks to remember for constraint_rate.
    public var ledger: UInt32
    /// Segments of the ring, nine marks each.
    public var segments: UInt64
    /// Floor G of the new store.
    public var issuedAfterSeconds: UInt64
    /// How the entries are shared out.
    public var quota: ReplayQuota

    /// Makes sizes; small ones, so that a satellite is made quickly.
    public init(
      entries: UInt32 = 64, ledger: UInt32 = 64, segments: UInt64 = 20,
      issuedAfterSeconds: UInt64 = 0, quota: ReplayQuota = .unlimited
    ) {
      self.entries = entries
      self.ledger = ledger
      self.segments = segments
      self.issuedAfterSeconds = issuedAfterSeconds
      self.quota = quota
    }
  }

  /// The non-volatile memory.
  public let medium: MemoryMedium
  /// The sizes.
  public let sizes: Sizes
  /// The profile record in memory.
  public private(set) var record: UnsafeMutableBufferPointer<UInt8>
  /// The index's memory.
  public let indexMemory: UnsafeMutableRawBufferPointer
  /// The store.
  public let store: UnsafeMutablePointer<BoardStore>
  private let work: UnsafeMutableRawBufferPointer
  private let layout: JournalLayout
  private var bootCount: UInt64 = 1

  /// Makes a satellite's memory.
  ///
  /// - Parameters:
  ///   - profile: the profile record.
  ///   - sizes: how much the store holds.
  ///   - isFormatted: false leaves the medium blank.
  ///   - recovers: false leaves the store as it is before recovery.
  public init(
    profile: [UInt8] = ProfileRecord().bytes, sizes: Sizes = Sizes(),
    isFormatted: Bool = true, recovers: Bool = true
  ) {
    self.sizes = sizes
    let geometry = NVMGeometry(
      byteCount: (sizes.segments + 2) * 512, programByteCount: 16,
      eraseByteCount: 512)
    guard let layout = JournalLayout(geometry: geometry) else {
      preconditionFailure("the geometry holds a journal")
    }
    self.layout = layout
    medium = MemoryMedium(geometry: geometry)
    record = Self.copied(profile)
    work = .allocate(
      byteCount: BoardJournal.workByteCount(for: layout), alignment: 16)
    indexMemory = .allocate(
      byteCount: BoardStore.memoryByteCount(
        entryCapacity: sizes.entries, ledgerCapacity: sizes.ledger),
      alignment: 64)
    indexMemory.initializeMemory(as: UInt8.self, repeating: 0)
    store = .allocate(capacity: 1)
    if isFormatted { format() }
    store.initialize(to: makeStore())
    if recovers { store.pointee.recover() }
  }

  deinit {
    store.deinitialize(count: 1)
    store.deallocate()
    indexMemory.deallocate()
    work.deallocate()
    record.deallocate()
  }

  private static func copied(
    _ bytes: [UInt8]
  ) -> UnsafeMutableBufferPointer<UInt8> {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: bytes.count)
    _ = copy.initialize(from: bytes)
    return copy
  }

  private func makeJournal() -> BoardJournal {
    BoardJournal(
      copyA: medium.region(0), copyB: medium.region(1), layout: layout,
      work: work)
  }

  private func makeStore() -> BoardStore {
    bootCount += 1
    return BoardStore(
      journal: makeJournal(), memory: indexMemory,
      entryCapacity: sizes.entries, ledgerCapacity: sizes.ledger,
      quota: sizes.quota, seed: (bootCount, 0x5eed))
  }

  private func format() {
    var journal = makeJournal()
    do throws(JournalError) {
      try journal.format(
        storeID: 0x1d, issuedAfterSeconds: sizes.issuedAfterSeconds,
        entryCapacity: sizes.entries, ledgerCapacity: sizes.ledger)
    } catch {
      preconditionFailure("formatting works: \(error)")
    }
  }

  /// Power off and on: a new store over the same medium, and perhaps another
  /// profile. Verifiers made before must not be used any more.
  public func restart(profile: [UInt8]? = nil, recovers: Bool = true) {
    medium.restorePower()
    store.deinitialize(count: 1)
    store.initialize(to: makeStore())
    if let profile {
      record.deallocate()
      record = Self.copied(profile)
    }
    if recovers { store.pointee.recover() }
  }

  /// A verifier over this memory, behind `lock`.
  public func makeVerifier<Lock: ExclusiveAccess & ~Copyable>(
    lock: consuming Lock
  ) -> Verifier<BoardJournal, Lock> {
    do throws(ProfileError) {
      let profile = try Profile(record: UnsafeBufferPointer(record))
      return Verifier(profile: profile, store: store, lock: lock)
    } catch {
      preconditionFailure("the profile is good: \(error)")
    }
  }

  /// Everything a refusal must leave alone: the medium and the index.
  public var image: [UInt8] {
    medium.bytes + Array(UnsafeRawBufferPointer(indexMemory))
  }
}
