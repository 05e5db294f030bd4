// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Lookups for all tokens of a set.
extension ReplayIndex {
  /// Looks every token up.
  func probe(_ set: borrowing MarkSet) throws(MemoryDamage) -> SetProbe {
    var probe = SetProbe()
    for token in 0..<set.count {
      let key = set.tokens[token].key
      probe.places[token] = place(of: key)
      probe.found[token] = try find(key, at: probe.places[token])
      if probe.found[token] == nil { probe.newCount += 1 }
    }
    probe.rootTag =
      set.isRevocation
      ? Entry.revokedTag : rootTag(of: set.tokens[0].ledgerKey)
    return probe
  }

  /// Whether every new token of a set finds a cell, wherever the others go.
  func hasRoom(
    for set: borrowing MarkSet, _ probe: SetProbe
  ) throws(MemoryDamage) -> Bool {
    for token in 0..<set.count where probe.found[token] == nil {
      let place = probe.places[token]
      var others = (first: 0, second: 0)
      for other in 0..<set.count
      where other != token && probe.found[other] == nil {
        others.first += probe.places[other].mayTake(place.first) ? 1 : 0
        others.second += probe.places[other].mayTake(place.second) ? 1 : 0
      }
      guard try hasRoom(at: place, besides: others) else { return false }
    }
    return true
  }

  mutating func insert(
    _ mark: TokenMark, slot: UInt32, rootTag: UInt16, at place: KeyPlace
  ) throws(MemoryDamage) {
    try insert(
      Entry(
        key: mark.key, expiresAtSeconds: mark.expiresAtSeconds, slot: slot,
        rootTag: rootTag),
      at: place)
  }

  /// Proof of the keys that memory holds; nothing where there is none. For a
  /// token that was revoked and is below floor E the floor speaks: memory need
  /// not hold it.
  func receipt(
    for set: borrowing MarkSet, expiryFloorSeconds: UInt64
  ) throws(MemoryDamage) -> MarkReceipt {
    var keys = InlineArray<4, MarkKey>(repeating: MarkKey(high: 0, low: 0))
    for token in 0..<set.count {
      let key = set.tokens[token].key
      let expiresAt = UInt64(set.tokens[token].expiresAtSeconds)
      if set.isRevocation, expiresAt < expiryFloorSeconds {
        keys[token] = key
        continue
      }
      guard let found = try find(key, at: place(of: key)),
        !found.entry.isUncertain
      else { continue }
      keys[token] = found.entry.key
    }
    return MarkReceipt(keys, count: set.count)
  }
}
