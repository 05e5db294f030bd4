// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Everything the store keeps in working memory, filled by a journal.
struct ReplayMemory: RecordSink, ~Copyable {
  /// Buckets begin at multiples of 64 bytes, so that one is one cache line.
  private static let alignment = 64

  var index: ReplayIndex
  var ledger: RateLedger
  /// Records below this are skipped by `take`: floor E.
  private var liveFromSeconds: UInt64 = 0
  /// A live mark found no room during recovery.
  private(set) var isOverfull = false

  init(
    in memory: UnsafeMutableRawBufferPointer, entryCapacity: UInt32,
    ledgerCapacity: UInt32, seed: (UInt64, UInt64)
  ) {
    guard let base = memory.baseAddress else {
      preconditionFailure("memory has an address")
    }
    let misaligned = UInt(bitPattern: base) % UInt(Self.alignment)
    let start = (Self.alignment - Int(misaligned)) % Self.alignment
    let indexByteCount = ReplayIndex.byteCount(capacity: entryCapacity)
    unsafe index = ReplayIndex(
      in: memory, atByteOffset: start, capacity: entryCapacity, seed: seed)
    unsafe ledger = RateLedger(
      in: memory, atByteOffset: start + (indexByteCount + 7) / 8 * 8,
      capacity: ledgerCapacity)
  }

  static func byteCount(entryCapacity: UInt32, ledgerCapacity: UInt32) -> Int {
    alignment + (ReplayIndex.byteCount(capacity: entryCapacity) + 7) / 8 * 8
      + RateLedger.byteCount(capacity: ledgerCapacity)
  }

  mutating func begin(floors: Floors, ledgerHorizonSeconds: UInt64) {
    index.removeAll()
    ledger.removeAll()
    ledger.raiseHorizon(to: ledgerHorizonSeconds)
    isOverfull = false
    liveFromSeconds = floors.expiresAtSeconds
  }

  mutating func take(_ mark: RecoveredMark) {
    ledger.record(mark.ledgerKey, hiSeconds: mark.hiSeconds)
    guard UInt64(mark.expiresAtSeconds) >= liveFromSeconds else { return }
    let entry = Entry(
      key: mark.key, expiresAtSeconds: mark.expiresAtSeconds, slot: mark.slot)
    if !index.recover(entry) { isOverfull = true }
  }
}
