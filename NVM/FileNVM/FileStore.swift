// SPDX-License-Identifier: Apache-2.0

import Glibc
public import ScrapJournal
public import ScrapReplay

/// A store of used tokens in a file or on a raw partition, with the memory it
/// needs. Holds an exclusive lock for life.
///
/// A file that is there but blank, empty, damaged or cut short opens as a store
/// that refuses everything (`problem` says why) until `reset`; it is never made
/// anew in silence. Not for use from several threads at once.
public final class FileStore {
  /// The kind of store inside.
  public typealias Store = ReplayStore<Journal<FileRegion, FileAnchor>>
  /// How a store of a capacity is to be shared out; the capacity is the one
  /// that the file was made for.
  public typealias Quota = (_ entryCapacity: UInt32) -> ReplayQuota

  /// Where the store lies.
  public let path: String
  /// Whether this call made the file; say so to the operator.
  public let wasCreated: Bool
  /// The used tokens.
  public var store: Store
  let file: BackingFile
  let anchorFile: BackingFile?
  let plan: FileLayout
  let found: FoundControl?
  private let work: UnsafeMutableRawBufferPointer
  private let memory: UnsafeMutableRawBufferPointer

  init(
    file: BackingFile, anchorFile: BackingFile?, path: String,
    plan: FileLayout, wasCreated: Bool, quota: Quota,
    found: FoundControl? = nil
  ) throws(FileStoreError) {
    let seed = (Entropy.word(), Entropy.word())
    self.path = path
    self.file = file
    self.anchorFile = anchorFile
    self.plan = plan
    self.wasCreated = wasCreated
    self.found = found
    let workByteCount =
      Journal<FileRegion, FileAnchor>.workByteCount(for: plan.layout)
      + 2 * Int(plan.layout.geometry.eraseByteCount)
    work = .allocate(byteCount: workByteCount, alignment: 64)
    memory = .allocate(
      byteCount: Store.memoryByteCount(
        entryCapacity: plan.entryCapacity,
        ledgerCapacity: plan.ledgerCapacity),
      alignment: 64)
    store = Store(
      journal: Self.journal(
        on: file, anchorFile: anchorFile, plan: plan, work: work),
      memory: memory, entryCapacity: plan.entryCapacity,
      ledgerCapacity: plan.ledgerCapacity, quota: quota(plan.entryCapacity),
      seed: seed)
    // A file that was cut short may still read well: it is not whole.
    if try file.byteCount() >= plan.byteCount { store.recover() }
  }

  deinit {
    work.deallocate()
    memory.deallocate()
  }

  static func journal(
    on file: BackingFile, anchorFile: BackingFile?, plan: FileLayout,
    work: UnsafeMutableRawBufferPointer
  ) -> Journal<FileRegion, FileAnchor> {
    let geometry = plan.layout.geometry
    return Journal(
      copyA: FileRegion(file: file, start: 0, geometry: geometry),
      copyB: FileRegion(
        file: file, start: geometry.byteCount, geometry: geometry),
      anchor: FileAnchor(file: anchorFile), layout: plan.layout, work: work)
  }

  /// Opens a store that is there, with the capacities it was made for; those
  /// given here hold where nothing readable is found.
  ///
  /// An anchor is a small file on another device that sees an older store put
  /// back, see `TailAnchor`. Opened for reading, a store cannot be changed, and
  /// every mark is refused.
  ///
  /// - Parameters:
  ///   - path: Where the store lies.
  ///   - anchorPath: Where its anchor lies, if it has one.
  ///   - access: Whether it may be changed.
  ///   - makesAnchor: Makes a blank anchor where none is, for `reset`: the
  ///     store is then a loss.
  ///   - entryCapacity: Used tokens to make room for where none can be read.
  ///   - ledgerCapacity: The same for ledger events.
  ///   - quota: How its entries are shared out; not kept in the file.
  /// - Returns: The store, ready or with a `problem`.
  /// - Throws: `notFound`, `anchorNotFound`, `anchorIsStore`, `notAnchor`,
  ///   `notFile`, `locked`, `readOnly`, `diskFull` (the anchor),
  ///   `systemFailed`.
  public static func open(
    path: String, anchorPath: String? = nil, access: FileAccess = .writing,
    makesAnchor: Bool = false, entryCapacity: UInt32 = 10_000,
    ledgerCapacity: UInt32 = 10_000,
    quota: Quota = ReplayQuota.standard(entryCapacity:)
  ) throws(FileStoreError) -> FileStore {
    let file = try BackingFile.open(path: path, access: access)
    let anchorFile =
      makesAnchor
      ? try FileAnchor.makeFile(anchorPath, forStoreAt: path)
      : try FileAnchor.openFile(anchorPath, of: file, access: access)
    let found = try FileLayout.peek(file)
    var plan: FileLayout?
    if let found {
      plan = FileLayout(isBlockDevice: file.isBlockDevice, peek: found.peek)
    }
    guard
      let plan = plan
        ?? FileLayout(
          isBlockDevice: file.isBlockDevice, entryCapacity: entryCapacity,
          ledgerCapacity: ledgerCapacity)
    else { preconditionFailure("capacities are in range") }
    return try FileStore(
      file: file, anchorFile: anchorFile, path: path, plan: plan,
      wasCreated: false, quota: quota, found: found)
  }

  /// Opens a store, or makes it if there is no file: floor G is then 0, which
  /// is right on the ground only, where an absent file means a new store.
  ///
  /// - Throws: As `open` and `create`.
  public static func openOrCreate(
    path: String, anchorPath: String? = nil, entryCapacity: UInt32 = 10_000,
    ledgerCapacity: UInt32 = 10_000,
    quota: Quota = ReplayQuota.standard(entryCapacity:)
  ) throws(FileStoreError) -> FileStore {
    do throws(FileStoreError) {
      return try open(
        path: path, anchorPath: anchorPath, entryCapacity: entryCapacity,
        ledgerCapacity: ledgerCapacity, quota: quota)
    } catch {
      guard case .notFound = error else { throw error }
    }
    do throws(FileStoreError) {
      return try create(
        path: path, anchorPath: anchorPath, entryCapacity: entryCapacity,
        ledgerCapacity: ledgerCapacity, quota: quota)
    } catch {
      // Somebody else was faster.
      guard case .alreadyExists = error else { throw error }
    }
    return try open(
      path: path, anchorPath: anchorPath, entryCapacity: entryCapacity,
      ledgerCapacity: ledgerCapacity, quota: quota)
  }

  /// Sets floor G on purpose, durably: makes a damaged store usable again.
  ///
  /// Marks that can still be read stay used. Where the control block or the
  /// ring cannot be read at all, or the marks do not fit the store's capacity,
  /// the store is made anew.
  ///
  /// - Parameter issuedAfterSeconds: Tokens issued at or before this are
  ///   refused. After a loss the floor is at least the newest time the store
  ///   has seen. Add the clock skew to the present time: a used token may have
  ///   been issued that far ahead of it.
  /// - Throws: `otherVersion`: nothing was changed. `tooSmall` (a device),
  ///   `diskFull`, `transferFailed`, `journal`.
  public func reset(
    issuedAfterSeconds: UInt64
  ) throws(FileStoreError) {
    if let version = found?.otherVersion {
      throw .otherVersion(
        path: path, expected: ControlRecord.version, found: version)
    }
    try restoreLength()
    if !store.isReady { store.recover() }
    do throws(JournalError) {
      switch store.outcome {
      case .ready, .lossDetected:
        try store.raiseIssuanceFloor(to: issuedAfterSeconds)
      default:
        try format(issuedAfterSeconds: issuedAfterSeconds)
        store.recover()
      }
    } catch {
      throw transferError(error)
    }
    if let problem { throw problem }
  }

  /// A file that was cut short gets its length back.
  private func restoreLength() throws(FileStoreError) {
    let found = try file.byteCount()
    guard found < plan.byteCount else { return }
    guard !file.isBlockDevice else {
      throw .tooSmall(
        path: path, expectedByteCount: plan.byteCount, foundByteCount: found)
    }
    try file.reserve(byteCount: plan.byteCount)
  }

  /// The least floor that can stand for the marks of a store that is to be made
  /// anew, as far as it could be read.
  private var knownFloorSeconds: UInt64 {
    let floors = store.journal.floors
    let known = max(floors.issuedAtSeconds, floors.timeMarkSeconds)
    guard let control = store.journal.controlRecord else { return known }
    return max(
      known, control.issuanceFloorSeconds, control.timeMarkSeconds)
  }

  private func format(issuedAfterSeconds: UInt64) throws(JournalError) {
    let storeID = Entropy.word()
    let floor = max(issuedAfterSeconds, knownFloorSeconds)
    var journal = Self.journal(
      on: file, anchorFile: anchorFile, plan: plan, work: work)
    try journal.format(
      storeID: storeID, issuedAfterSeconds: floor,
      entryCapacity: plan.entryCapacity, ledgerCapacity: plan.ledgerCapacity)
  }
}
