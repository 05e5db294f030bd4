// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ScrapReplay

/// A store over a `MemoryJournal`, with its memory.
final class Bench {
  let medium: MemoryRecords
  let memory: UnsafeMutableRawBufferPointer
  var store: ReplayStore<MemoryJournal>

  init(
    entries: UInt32 = 8, ledger: UInt32 = 8,
    medium: MemoryRecords = MemoryRecords(), recovers: Bool = true,
    seed: (UInt64, UInt64) = (1, 2), quota: ReplayQuota? = .unlimited
  ) {
    self.medium = medium
    memory = .allocate(
      byteCount: ReplayStore<MemoryJournal>.memoryByteCount(
        entryCapacity: entries, ledgerCapacity: ledger),
      alignment: 8)
    memory.initializeMemory(as: UInt8.self, repeating: 0xcc)
    store = ReplayStore(
      journal: MemoryJournal(medium: medium), memory: memory,
      entryCapacity: entries, ledgerCapacity: ledger, quota: quota,
      seed: seed)
    if recovers { store.recover() }
  }

  deinit { memory.deallocate() }

  /// The reason of the refusal; nil if the set was marked.
  func mark(_ set: MarkSet) -> ReplayRefusal? {
    do throws(ReplayRefusal) {
      try store.testAndMark(set)
      return nil
    } catch { return error }
  }

  /// Drops the entries that expire first, as making room would.
  func drop(_ count: Int) {
    guard var memory = store.takeUp() else {
      Issue.record("memory cannot be taken up")
      return
    }
    do throws(MemoryDamage) {
      for _ in 0..<count { try memory.index.removeFirst() }
    } catch { Issue.record("memory is damaged") }
    store.putDown(memory)
  }

  var outcome: RecoveryOutcome { store.outcome }
  var isReady: Bool { store.isReady }
  var statistics: StoreStatistics { store.statistics }
  var bytes: [UInt8] { Array(memory) }
}

/// A refusal for want of entries.
func full(
  _ entryCount: UInt32, of entryCapacity: UInt32,
  _ cause: StoreFill.Cause = .entries
) -> ReplayRefusal {
  ReplayRefusal(
    StoreFill(cause, entryCount: entryCount, entryCapacity: entryCapacity))
}

/// A token for tests.
func token(
  _ id: UInt64, expires: UInt32 = 2_000, issued: UInt32 = 500,
  ledger: UInt64 = 0, limit: RateLimit? = nil
) -> TokenMark {
  TokenMark(
    key: MarkKey(high: id &* 0x9e37_79b9, low: id),
    ledgerKey: LedgerKey(ledger),
    issuedAtSeconds: issued, expiresAtSeconds: expires, rateLimit: limit)
}

/// A chain for tests.
func chain(
  _ tokens: TokenMark..., digest: UInt64? = nil, lo: UInt64 = 1_000,
  hi: UInt64? = nil
) -> MarkSet {
  var set = MarkSet(
    requestDigest: digest, loSeconds: lo, hiSeconds: hi ?? lo + 2)
  for token in tokens { set.append(token) }
  return set
}
