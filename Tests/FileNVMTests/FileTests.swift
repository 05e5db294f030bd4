// SPDX-License-Identifier: Apache-2.0

import FileNVM
import Glibc
import ScrapJournal
import ScrapReplay
import TestSupport
import Testing

/// A store in a folder of its own.
extension TemporaryFolder {
  fileprivate var store: String { path + "/store" }

  fileprivate func write(_ bytes: [UInt8]) {
    let descriptor = open(store, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    bytes.withUnsafeBytes {
      let count = Glibc.write(descriptor, $0.baseAddress, $0.count)
      precondition(count == bytes.count)
    }
    close(descriptor)
  }

  fileprivate func read() -> [UInt8] {
    let descriptor = open(store, O_RDONLY)
    defer { close(descriptor) }
    let count = Int(lseek(descriptor, 0, SEEK_END))
    var bytes = [UInt8](repeating: 0, count: count)
    bytes.withUnsafeMutableBytes {
      let done = pread(descriptor, $0.baseAddress, count, 0)
      precondition(done == count)
    }
    return bytes
  }
}

private func set(
  _ ids: UInt64..., issued: UInt32 = 500, digest: UInt64? = nil,
  lo: UInt64 = 1_000
) -> MarkSet {
  var set = MarkSet(requestDigest: digest, loSeconds: lo, hiSeconds: lo + 1)
  for id in ids {
    set.append(
      TokenMark(
        key: MarkKey(high: id, low: ~id), ledgerKey: .none,
        issuedAtSeconds: issued, expiresAtSeconds: 500_000, rateLimit: nil))
  }
  return set
}

private func mark(
  _ store: FileStore, _ set: MarkSet
) -> ReplayRefusal.Reason? {
  do throws(ReplayRefusal) {
    try store.store.testAndMark(set)
    return nil
  } catch { return error.reason }
}

@Test func anAbsentFileIsCreatedAndAnnounced() throws {
  let directory = TemporaryFolder()
  do {
    let store = try FileStore.openOrCreate(
      path: directory.store, entryCapacity: 100, ledgerCapacity: 50)
    #expect(store.wasCreated)
    #expect(store.problem == nil)
    #expect(mark(store, set(1, 2, digest: 5)) == nil)
  }
  #expect(directory.names == ["store"])
  let again = try FileStore.openOrCreate(path: directory.store)
  #expect(!again.wasCreated)
  #expect(mark(again, set(1, 2, digest: 5)) == .alreadyAccepted)
  let inspection = again.inspect()
  #expect(inspection.state == "ready")
  #expect(inspection.entryCapacity == 100)
  #expect(inspection.ledgerCapacity == 50)
  #expect(inspection.entryCount == 2)
  #expect(inspection.issuanceFloorSeconds == 0)
  #expect(inspection.ringCapacity >= 200)
}

@Test func aSecondOpenerIsTurnedAway() throws {
  let directory = TemporaryFolder()
  let first = try FileStore.create(path: directory.store, entryCapacity: 10)
  #expect(throws: FileStoreError.locked(path: directory.store)) {
    _ = try FileStore.open(path: directory.store)
  }
  withExtendedLifetime(first) {}
}

@Test func nothingIsCreatedOverAFile() throws {
  let directory = TemporaryFolder()
  directory.write([])
  #expect(throws: FileStoreError.alreadyExists(path: directory.store)) {
    _ = try FileStore.create(path: directory.store)
  }
  #expect(throws: FileStoreError.notFound(path: directory.path + "/none")) {
    _ = try FileStore.open(path: directory.path + "/none")
  }
  #expect(directory.read() == [])
}

@Test func aDirectoryThatIsNotThereIsSaid() {
  #expect(throws: FileStoreError.self) {
    _ = try FileStore.openOrCreate(path: "/tmp/no-such-place-here/store")
  }
}

@Test(arguments: [
  [], [UInt8](repeating: 0, count: 100),
  [UInt8](repeating: 0xff, count: 1 << 18),
  [UInt8](repeating: 0, count: 1 << 18),
  (0..<1 << 18).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) },
])
func aFileWithoutAStoreIsNotANewStore(_ bytes: [UInt8]) throws {
  let directory = TemporaryFolder()
  directory.write(bytes)
  let store = try FileStore.openOrCreate(
    path: directory.store, entryCapacity: 100, ledgerCapacity: 10)
  #expect(!store.wasCreated)
  #expect(store.problem != nil)
  #expect(mark(store, set(1)) == .unavailable)
  let isSame = directory.read() == bytes
  #expect(isSame)
  try store.reset(issuedAfterSeconds: 2_000)
  #expect(store.problem == nil)
  #expect(mark(store, set(1, issued: 2_000)) == .issuedBeforeFloor)
  #expect(mark(store, set(1, issued: 2_001)) == nil)
}

@Test func aStoreCutShortRefusesUntilReset() throws {
  let directory = TemporaryFolder()
  do {
    let store = try FileStore.create(
      path: directory.store, entryCapacity: 100, ledgerCapacity: 10)
    for id in 0..<40 as Range<UInt64> { _ = mark(store, set(id)) }
  }
  let whole = directory.read()
  for count in [4_096, whole.count / 2, whole.count - 1] {
    directory.write(Array(whole[..<count]))
    let store = try FileStore.open(
      path: directory.store, quota: { _ in .unlimited })
    #expect(
      store.problem
        == .tooSmall(
          path: directory.store, expectedByteCount: UInt64(whole.count),
          foundByteCount: UInt64(count)))
    #expect(mark(store, set(900)) == .unavailable)
    try store.reset(issuedAfterSeconds: 2_000)
    #expect(store.problem == nil)
    #expect(mark(store, set(7)) == .issuedBeforeFloor)
    #expect(mark(store, set(901, issued: 2_001)) == nil)
  }
}

@Test func anotherVersionIsNeverTouched() throws {
  let directory = TemporaryFolder()
  do { _ = try FileStore.create(path: directory.store, entryCapacity: 100) }
  var bytes = directory.read()
  for offset in stride(from: 0, to: bytes.count, by: 256)
  where bytes[offset..<offset + 8].elementsEqual("SCRAPCTL".utf8) {
    bytes[offset + 9] = 2
  }
  directory.write(bytes)
  let store = try FileStore.open(path: directory.store)
  let error = FileStoreError.otherVersion(
    path: directory.store, expected: 1, found: 2)
  #expect(store.problem == error)
  #expect(mark(store, set(1)) == .unavailable)
  #expect(throws: error) { try store.reset(issuedAfterSeconds: 5) }
  let isSame = directory.read() == bytes
  #expect(isSame)
}

@Test func damageInBothHalvesIsALossUntilReset() throws {
  let directory = TemporaryFolder()
  do {
    let store = try FileStore.create(path: directory.store, entryCapacity: 100)
    for id in 0..<50 as Range<UInt64> { _ = mark(store, set(id, digest: id)) }
  }
  var bytes = directory.read()
  // Control sectors, then segment 1 at the second place of the ring.
  let place = (4 + 1) * 4_096 + 10 * 48 + 20
  bytes[place] ^= 1
  bytes[bytes.count / 2 + place] ^= 1
  directory.write(bytes)
  let store = try FileStore.open(path: directory.store)
  #expect(
    store.problem
      == .lost(path: directory.store, causes: .records, failedReadCount: 0))
  #expect(mark(store, set(900)) == .unavailable)
  try store.reset(issuedAfterSeconds: 1_500)
  #expect(mark(store, set(3, issued: 1_501, digest: 3)) == .alreadyAccepted)
  #expect(mark(store, set(9, issued: 1_500)) == .issuedBeforeFloor)
  #expect(mark(store, set(900, issued: 1_501)) == nil)
  #expect(store.inspect().report.tornSlotCount == 1)
}

@Test func refusalsLeaveTheFileAsItWas() throws {
  let directory = TemporaryFolder()
  let store = try FileStore.create(path: directory.store, entryCapacity: 4)
  for id in 0..<4 as Range<UInt64> { _ = mark(store, set(id)) }
  let before = directory.read()
  for id in 0..<1_000 as Range<UInt64> {
    #expect(mark(store, set(id)) != nil)
  }
  let isSame = directory.read() == before
  #expect(isSame)
}

@Test func creationLeavesNothingHalfway() throws {
  let directory = TemporaryFolder()
  // A temporary file that a crash left behind harms nobody.
  let leftover = open(directory.store + ".new-1", O_CREAT | O_WRONLY, 0o600)
  close(leftover)
  let store = try FileStore.openOrCreate(
    path: directory.store, entryCapacity: 10)
  #expect(store.wasCreated)
  #expect(directory.names.sorted() == ["store", "store.new-1"])
}

@Test func everyErrorIsASentence() {
  let errors: [FileStoreError] = [
    .systemFailed(path: "p", operation: "open", errno: EIO),
    .notFound(path: "p"), .alreadyExists(path: "p"), .locked(path: "p"),
    .readOnly(path: "p"), .diskFull(path: "p", byteCount: 1),
    .tooSmall(path: "p", expectedByteCount: 2, foundByteCount: 1),
    .otherVersion(path: "p", expected: 1, found: 2),
    .transferFailed(path: "p", operation: "read", errno: 0, byteOffset: 7),
    .journal(path: "p", reason: .lossDetected), .notFile(path: "p"),
    .otherGeometry(
      path: "p", expectedSlotByteCount: 48, foundSlotByteCount: 512),
    .copiesSwapped(path: "p"), .overfull(path: "p", entryCapacity: 1),
    .lost(path: "p", causes: .records, failedReadCount: 0),
    .anchorNotFound(path: "p"), .anchorIsStore(path: "p"),
    .notAnchor(path: "p", expectedByteCount: 2, foundByteCount: 1),
    .anchorTaken(path: "p"),
  ]
  for error in errors {
    let text = "\(error)"
    #expect(text.hasPrefix("p: "))
    #expect(text.hasSuffix("."))
    #expect(error.remedy.hasSuffix("."))
  }
  let texts = Set(errors.map { "\($0)" })
  #expect(texts.count == errors.count)
}

/// A cable may be loose: nothing is given up before another try.
@Test func whereReadsFailedTheRemedyIsToTryAgain() {
  for causes in [LossCauses.records, .controlRecord, .anchorForeign] {
    let sound = FileStoreError.lost(
      path: "p", causes: causes, failedReadCount: 0)
    let failed = FileStoreError.lost(
      path: "p", causes: causes, failedReadCount: 2)
    #expect(!sound.remedy.contains("again before resetting"))
    #expect(failed.remedy.contains("again before resetting"))
    #expect("\(failed)".contains("2 reads failed"))
  }
  let errors: [FileStoreError] = [
    .journal(path: "p", reason: .mediumFailed),
    .transferFailed(path: "p", operation: "read", errno: EIO, byteOffset: 7),
  ]
  for error in errors {
    #expect(error.remedy.contains("again before resetting"))
  }
}

/// The reflected checksum of FORMAT.md.
private func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  var value = UInt32.max
  for byte in bytes {
    value ^= UInt32(byte)
    for _ in 0..<8 {
      value = value >> 1 ^ (value & 1 == 1 ? 0x82f6_3b78 : 0)
    }
  }
  return ~value
}

/// Puts a number into these fields of every control record, and seals them.
private func forge(
  _ fields: [Int], _ value: UInt32, in directory: TemporaryFolder
) {
  var bytes = directory.read()
  for start in stride(from: 0, to: bytes.count, by: 256)
  where bytes[start..<start + 8].elementsEqual("SCRAPCTL".utf8) {
    for field in fields {
      for index in 0..<4 {
        bytes[start + field + index] = UInt8(
          truncatingIfNeeded: value >> UInt32(24 - 8 * index))
      }
    }
    let sum = checksum(bytes[start..<start + 252])
    for index in 0..<4 {
      bytes[start + 252 + index] = UInt8(
        truncatingIfNeeded: sum >> UInt32(24 - 8 * index))
    }
  }
  directory.write(bytes)
}

/// Sizes out of range, with a good checksum, are no sizes: nothing traps.
@Test(arguments: [[100], [104], [88, 92, 96]])
func aStoreThatSpeaksOfImpossibleSizesIsNotBelieved(
  _ fields: [Int]
) throws {
  let directory = TemporaryFolder()
  do { _ = try FileStore.create(path: directory.store, entryCapacity: 10) }
  forge(fields, fields.count == 1 ? 16_777_215 : .max, in: directory)
  let store = try FileStore.open(path: directory.store)
  #expect(store.problem != nil)
  #expect(mark(store, set(1)) == .unavailable)
}

/// E-65: what was read of a store that is made anew bounds its floor.
@Test func aStoreThatIsMadeAnewForgetsNoTime() throws {
  let directory = TemporaryFolder()
  do {
    let store = try FileStore.create(
      path: directory.store, entryCapacity: 10)
    #expect(mark(store, set(1, issued: 990)) == nil)
    #expect(mark(store, set(2, issued: 990)) == nil)
  }
  // More marks than it has room for.
  forge([100], 1, in: directory)
  let store = try FileStore.open(path: directory.store)
  #expect(mark(store, set(1, issued: 990)) == .unavailable)
  try store.reset(issuedAfterSeconds: 5)
  #expect(mark(store, set(1, issued: 990)) == .issuedBeforeFloor)
  #expect(mark(store, set(3, issued: 1_001)) == nil)
}
