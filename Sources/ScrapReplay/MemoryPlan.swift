// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What never changes in a store's memory: where it lies and what it is for.
///
/// Kept in three copies with a check of its own, because an address that is
/// wrong must not be followed.
@safe
struct MemoryPlan: Equatable, BitwiseCopyable {
  /// Buckets begin at multiples of 64 bytes, so that one is one cache line.
  private static let alignment = 64

  private let start: UnsafeMutableRawPointer
  let entryCapacity: UInt32
  let ledgerCapacity: UInt32
  let quota: ReplayQuota
  /// The secret that the store began with.
  let seed: HashSeed
  private var check: UInt64 = 0

  /// - Precondition: `memory` has `byteCount` bytes.
  init(
    memory: UnsafeMutableRawBufferPointer, entryCapacity: UInt32,
    ledgerCapacity: UInt32, quota: ReplayQuota, seed: HashSeed
  ) {
    let byteCount = Self.byteCount(
      entryCapacity: entryCapacity, ledgerCapacity: ledgerCapacity)
    precondition(memory.count >= byteCount, "the memory is large enough")
    guard let base = memory.baseAddress else {
      preconditionFailure("memory has an address")
    }
    let misaligned = UInt(bitPattern: base) % UInt(Self.alignment)
    // In bounds: the first bytes were counted for it.
    unsafe start =
      base + (Self.alignment - Int(misaligned)) % Self.alignment
    self.entryCapacity = entryCapacity
    self.ledgerCapacity = ledgerCapacity
    self.quota = quota
    self.seed = seed
    check = folded
  }

  static func byteCount(entryCapacity: UInt32, ledgerCapacity: UInt32) -> Int {
    alignment
      + tablesByteCount(
        entryCapacity: entryCapacity, ledgerCapacity: ledgerCapacity)
  }

  private static func tablesByteCount(
    entryCapacity: UInt32, ledgerCapacity: UInt32
  ) -> Int {
    RateLedger.byteCount(capacity: ledgerCapacity)
      + ReplayIndex.byteCount(capacity: entryCapacity)
  }

  static func == (one: MemoryPlan, other: MemoryPlan) -> Bool {
    // Addresses are compared, nothing is read.
    unsafe one.start == other.start && one.check == other.check
      && one.entryCapacity == other.entryCapacity
      && one.ledgerCapacity == other.ledgerCapacity
      && one.quota == other.quota && one.seed == other.seed
  }

  /// Whether no bit has flipped.
  var isWhole: Bool { check == folded }

  private var folded: UInt64 {
    var fold = Fold()
    // Only the number of the address is taken.
    fold.take(UInt64(UInt(bitPattern: unsafe start)))
    fold.take(UInt64(entryCapacity) &<< 32 | UInt64(ledgerCapacity))
    fold.take(
      UInt64(quota.directShareCount) &<< 32
        | UInt64(quota.rootSubjectCountMax))
    fold.take(seed.low)
    fold.take(seed.high)
    return fold.value
  }

  /// Everything behind `start`.
  var tables: UnsafeMutableRawBufferPointer {
    // The caller of the store keeps so many bytes alive, for it alone.
    unsafe UnsafeMutableRawBufferPointer(
      start: start,
      count: Self.tablesByteCount(
        entryCapacity: entryCapacity, ledgerCapacity: ledgerCapacity))
  }

  /// Where the index begins, behind the ledger.
  var indexOffset: Int { RateLedger.byteCount(capacity: ledgerCapacity) }
}
