// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapJournal
import ScrapReplay

extension FileStore {
  /// Makes a store where none is.
  ///
  /// A regular file appears under its name only when it is complete and
  /// durable: a crash leaves nothing, or a temporary name that nobody opens. A
  /// block device is formatted in place if no store is found on it.
  ///
  /// - Parameters:
  ///   - path: Where the store shall lie.
  ///   - anchorPath: Where its anchor shall lie, if it shall have one.
  ///   - entryCapacity: Used tokens it is made for, 1 to 16,777,214.
  ///   - ledgerCapacity: Ledger events it is made for.
  ///   - issuedAfterSeconds: Floor G; 0 for a store that is new.
  ///   - isSectored: Lays a regular file out as a partition of a card is, in
  ///     sectors of 512 bytes, to be copied there; block devices always are.
  ///   - storeID: What tells the store from others; nil for chance.
  ///   - quota: How its entries are shared out; not kept in the file.
  /// - Returns: The store, ready.
  /// - Throws: `alreadyExists`, `diskFull`, `readOnly`, `tooSmall` (a device),
  ///   `locked`, `systemFailed`, `transferFailed`, `journal`; `anchorTaken`:
  ///   the anchor knows of marks in a store that is not here, and no floor was
  ///   given to speak for them; `anchorIsStore`, `notAnchor`, `notFile`.
  public static func create(
    path: String, anchorPath: String? = nil, entryCapacity: UInt32 = 10_000,
    ledgerCapacity: UInt32 = 10_000, issuedAfterSeconds: UInt64 = 0,
    isSectored: Bool = false, storeID: UInt64? = nil,
    quota: Quota = ReplayQuota.standard(entryCapacity:)
  ) throws(FileStoreError) -> FileStore {
    let storeID = storeID ?? Entropy.word()
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFBLK else {
        throw .alreadyExists(path: path)
      }
      return try createOnDevice(
        path: path,
        anchorFile: openAnchor(
          anchorPath, forStoreAt: path, issuedAfterSeconds),
        entryCapacity: entryCapacity, ledgerCapacity: ledgerCapacity,
        issuedAfterSeconds: issuedAfterSeconds, storeID: storeID,
        quota: quota)
    }
    let anchorFile = try openAnchor(
      anchorPath, forStoreAt: path, issuedAfterSeconds)
    let temporary = "\(path).new-\(Entropy.word())"
    let descriptor = Glibc.open(
      temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let code = errno
      if code == EROFS || code == EACCES { throw .readOnly(path: path) }
      throw .systemFailed(path: path, operation: "create", errno: code)
    }
    // The lock is on the file, whatever its name: nobody can slip in between.
    defer { unlink(temporary) }
    let file = try BackingFile(path: path, descriptor: descriptor)
    let plan = try plan(
      for: file, isSectored: isSectored, entryCapacity: entryCapacity,
      ledgerCapacity: ledgerCapacity)
    try file.reserve(byteCount: plan.byteCount)
    try fill(file, byteCount: plan.byteCount)
    try format(
      file, anchorFile, plan: plan, issuedAfterSeconds: issuedAfterSeconds,
      storeID: storeID)
    try publish(temporary, as: path)
    return try FileStore(
      file: file, anchorFile: anchorFile, path: path, plan: plan,
      wasCreated: true, quota: quota)
  }

  /// An absent file means a new store, unless an anchor remembers an older one.
  private static func openAnchor(
    _ anchorPath: String?, forStoreAt path: String,
    _ issuedAfterSeconds: UInt64
  ) throws(FileStoreError) -> BackingFile? {
    guard
      let anchorFile = try FileAnchor.makeFile(
        anchorPath, forStoreAt: path)
    else { return nil }
    let mark: TailMark?
    do throws(NVMError) {
      mark = try FileAnchor(file: anchorFile).read()
    } catch {
      throw anchorFile.lastError
        ?? .journal(path: anchorFile.path, reason: .mediumFailed)
    }
    guard issuedAfterSeconds > 0 || (mark?.slotSequence ?? 0) == 0 else {
      throw .anchorTaken(path: anchorFile.path)
    }
    return anchorFile
  }

  private static func createOnDevice(
    path: String, anchorFile: BackingFile?, entryCapacity: UInt32,
    ledgerCapacity: UInt32, issuedAfterSeconds: UInt64, storeID: UInt64,
    quota: Quota
  ) throws(FileStoreError) -> FileStore {
    let file = try BackingFile.open(path: path)
    guard try FileLayout.peek(file) == nil else {
      throw .alreadyExists(path: path)
    }
    // A store may lie where nothing could be read.
    if let error = file.lastError { throw error }
    let plan = try plan(
      for: file, isSectored: true, entryCapacity: entryCapacity,
      ledgerCapacity: ledgerCapacity)
    let found = try file.byteCount()
    guard found >= plan.byteCount else {
      throw .tooSmall(
        path: path, expectedByteCount: plan.byteCount, foundByteCount: found)
    }
    try format(
      file, anchorFile, plan: plan, issuedAfterSeconds: issuedAfterSeconds,
      storeID: storeID)
    return try FileStore(
      file: file, anchorFile: anchorFile, path: path, plan: plan,
      wasCreated: true, quota: quota)
  }

  private static func plan(
    for file: BackingFile, isSectored: Bool, entryCapacity: UInt32,
    ledgerCapacity: UInt32
  ) throws(FileStoreError) -> FileLayout {
    guard
      let plan = FileLayout(
        isSectored: isSectored, entryCapacity: entryCapacity,
        ledgerCapacity: ledgerCapacity)
    else {
      throw .systemFailed(path: file.path, operation: "create", errno: EINVAL)
    }
    return plan
  }

  /// Writes every byte once, as an erase would leave it.
  private static func fill(
    _ file: BackingFile, byteCount: UInt64
  ) throws(FileStoreError) {
    let blank = [UInt8](repeating: 0xff, count: 65_536)
    var offset: UInt64 = 0
    while offset < byteCount {
      let count = Int(min(UInt64(blank.count), byteCount - offset))
      let isWritten = blank.withUnsafeBytes {
        file.write(UnsafeRawBufferPointer(rebasing: $0[..<count]), at: offset)
      }
      guard isWritten else { throw lastError(of: file) }
      offset += UInt64(count)
    }
    guard file.synchronise() else { throw lastError(of: file) }
  }

  private static func format(
    _ file: BackingFile, _ anchorFile: BackingFile?, plan: FileLayout,
    issuedAfterSeconds: UInt64, storeID: UInt64
  ) throws(FileStoreError) {
    let work = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Journal<FileRegion, FileAnchor>.workByteCount(
        for: plan.layout),
      alignment: 64)
    defer { work.deallocate() }
    var journal = journal(
      on: file, anchorFile: anchorFile, plan: plan, work: work)
    do throws(JournalError) {
      try journal.format(
        storeID: storeID, issuedAfterSeconds: issuedAfterSeconds,
        entryCapacity: plan.entryCapacity, ledgerCapacity: plan.ledgerCapacity)
    } catch {
      throw file.lastError ?? .journal(path: file.path, reason: error)
    }
  }

  /// Gives a complete file its name, unless the name is taken, durably.
  private static func publish(
    _ temporary: String, as path: String
  ) throws(FileStoreError) {
    guard link(temporary, path) == 0 else {
      let code = errno
      if code == EEXIST { throw .alreadyExists(path: path) }
      throw .systemFailed(path: path, operation: "link", errno: code)
    }
    unlink(temporary)
    let folder = Folder.of(path: path)
    do throws(Folder.Failure) {
      try Folder.sync(folder)
    } catch {
      throw .systemFailed(
        path: folder, operation: error.operation, errno: error.errno)
    }
  }

  private static func lastError(of file: BackingFile) -> FileStoreError {
    let error =
      file.lastError ?? .journal(path: file.path, reason: .mediumFailed)
    guard case .transferFailed(let path, _, ENOSPC, let offset) = error else {
      return error
    }
    return .diskFull(path: path, byteCount: offset)
  }
}
