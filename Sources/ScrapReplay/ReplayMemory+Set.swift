// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What memory knows and keeps of a set.
extension ReplayMemory {
  /// Why a set has no room; nil if it has.
  func shortage(
    for set: borrowing MarkSet, _ probe: SetProbe
  ) throws(MemoryDamage) -> StoreFill.Cause? {
    guard probe.newCount > 0 else { return nil }
    let free = index.freeCount - probe.newCount
    if free < 0 { return .entries }
    let taken = try index.subjects.count(probe.rootTag)
    let added = UInt64(taken) + UInt64(UInt32(probe.newCount))
    if added > UInt64(quota.rootSubjectCountMax) { return .rootSubject }
    // What is kept for tokens that are not delegated serves the operator, too.
    let isRevocation = set.isRevocation
    let isDelegated = set.count > 1 && !isRevocation
    return isDelegated && free < Int(quota.directShareCount)
      ? .directShare : nil
  }

  /// How full the store is, with what was short.
  func fill(_ cause: StoreFill.Cause) -> StoreFill {
    StoreFill(
      cause, entryCount: UInt32(truncatingIfNeeded: index.count),
      entryCapacity: UInt32(truncatingIfNeeded: index.entries.count))
  }

  /// Keeps the marks of a set that is on the medium, and counts its task, if it
  /// is one.
  mutating func remember(
    _ set: borrowing MarkSet, _ probe: SetProbe, firstSlot: UInt32
  ) throws(MemoryDamage) {
    for token in 0..<set.count {
      let slot = firstSlot + UInt32(truncatingIfNeeded: token)
      if let found = probe.found[token], set.isRevocation {
        try index.revoke(
          found, slot: slot,
          expiresAtSeconds: set.tokens[token].expiresAtSeconds)
      } else if let found = probe.found[token] {
        try index.confirm(found, slot: slot, rootTag: probe.rootTag)
      } else {
        try index.insert(
          set.tokens[token], slot: slot, rootTag: probe.rootTag,
          at: probe.places[token])
      }
    }
    for token in 0..<set.count {
      try ledger.record(
        set.tokens[token].ledgerKey,
        hiSeconds: UInt32(truncatingIfNeeded: set.hiSeconds))
    }
  }

  /// Keeps room for a set that the medium may or may not hold.
  mutating func keepRoom(
    for set: borrowing MarkSet, _ probe: SetProbe
  ) throws(MemoryDamage) {
    for token in 0..<set.count {
      guard let found = probe.found[token] else {
        try index.insert(
          set.tokens[token], slot: Entry.uncertainSlot,
          rootTag: probe.rootTag, at: probe.places[token])
        continue
      }
      // A mark that may not be there must not let the token pass again.
      guard set.isRevocation else { continue }
      try index.revoke(
        found, slot: found.entry.slot,
        expiresAtSeconds: set.tokens[token].expiresAtSeconds)
    }
  }
}
