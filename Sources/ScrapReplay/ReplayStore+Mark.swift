// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The one exclusive step.
extension ReplayStore where Journal: ~Copyable {
  /// Tests every token of a chain and marks them all as used, durably: the one
  /// exclusive step (E-60, E-64). Returning means that the task may run, once.
  ///
  /// Work is bounded: two buckets a token, one pass over the ledger for each
  /// token with a limit, one commit. Expired entries are dropped only as far
  /// as the set needs room, log2(capacity) steps each: four at most for room
  /// in the index, all that have expired where a quota is in question; each
  /// goes only once. Memory that is damaged is read back from the journal, once
  /// a call.
  ///
  /// - Returns: The proof that the marks are there.
  /// - Throws: The first that applies, in this order:
  ///   `unavailable` (not recovered; memory is damaged and could not be
  ///   rebuilt; or the interval of trusted time cannot be recorded: above
  ///   UInt32, or wider than 65,535 s);
  ///   `expired` (expires_at < E, first such token);
  ///   `issuedBeforeFloor` (issued_at <= G, first such token);
  ///   `revoked` (first token in chain order that the operator has revoked, or
  ///   tried to since the start; one that was used is known as used again
  ///   after memory was made anew, E-70);
  ///   `alreadyAccepted` (the leaf was used by a request with this digest);
  ///   `replayed` (first token in chain order that was used, or that repeats an
  ///   earlier one of the chain);
  ///   `rateExceeded` (first token whose constraint_rate is used up, is longer
  ///   than 604,800 s, or reaches behind the ledger's horizon, E-91);
  ///   `full` (live entries fill the index, its share or the journal, E-62;
  ///   `fill` says which);
  ///   `unavailable` (the medium failed; the token may be presented again; or
  ///   memory was lost after the commit: then it is used).
  /// - Precondition: the set is not empty.
  @discardableResult
  @inline(never)
  public mutating func testAndMark(
    _ set: borrowing MarkSet
  ) throws(ReplayRefusal) -> MarkReceipt {
    let tokenCount = set.count
    precondition(tokenCount > 0, "a chain has a token")
    guard Self.isRecordable(set), var memory = takeUp() else {
      throw ReplayRefusal(.unavailable)
    }
    do throws(ReplayRefusal) {
      let receipt = try testAndMark(set, in: &memory)
      putDown(memory)
      return receipt
    } catch {
      putDown(memory)
      throw error
    }
  }

  @inline(never)
  private mutating func testAndMark(
    _ set: borrowing MarkSet, in memory: inout ReplayMemory
  ) throws(ReplayRefusal) -> MarkReceipt {
    if memory.isDamaged { rebuild(&memory) }
    guard memory.outcome == .ready else { throw ReplayRefusal(.unavailable) }
    var probe = SetProbe()
    var refusal: ReplayRefusal?
    do throws(MemoryDamage) {
      refusal = try test(set, in: &memory, &probe)
    } catch {
      refusal = testAgain(set, in: &memory, &probe)
    }
    if let refusal { throw refusal }
    try commit(set, probe, in: &memory)
    guard let receipt = receipt(for: set, in: &memory) else {
      throw ReplayRefusal(.unavailable)
    }
    return receipt
  }

  private static func isRecordable(_ set: borrowing MarkSet) -> Bool {
    let hi = set.hiSeconds
    let width = hi - set.loSeconds
    return hi <= UInt64(UInt32.max) && width <= UInt64(UInt16.max)
  }

  /// After damage: everything from the start, on memory made anew.
  @inline(never)
  private mutating func testAgain(
    _ set: borrowing MarkSet, in memory: inout ReplayMemory,
    _ probe: inout SetProbe
  ) -> ReplayRefusal? {
    guard rebuild(&memory) else { return ReplayRefusal(.unavailable) }
    do throws(MemoryDamage) {
      return try test(set, in: &memory, &probe)
    } catch { return ReplayRefusal(.unavailable) }
  }

  // MARK: Tests

  /// Every test, in order; nil if the set may be marked.
  @inline(never)
  private mutating func test(
    _ set: borrowing MarkSet, in memory: inout ReplayMemory,
    _ probe: inout SetProbe
  ) throws(MemoryDamage) -> ReplayRefusal? {
    if set.isRevocation {
      probe = try memory.index.probe(set)
      return try makeRoom(for: set, &probe, in: &memory)
    }
    if let refusal = floorRefusal(set) { return refusal }
    probe = try memory.index.probe(set)
    if let refusal = useRefusal(set, probe) { return refusal }
    if let refusal = try rateRefusal(set, in: memory) { return refusal }
    return try makeRoom(for: set, &probe, in: &memory)
  }

  @inline(never)
  private func floorRefusal(_ set: borrowing MarkSet) -> ReplayRefusal? {
    let floors = journal.floors
    for token in 0..<set.count
    where UInt64(set.tokens[token].expiresAtSeconds)
      < floors.expiresAtSeconds
    {
      return ReplayRefusal(.expired, tokenIndex: UInt8(token))
    }
    for token in 0..<set.count
    where UInt64(set.tokens[token].issuedAtSeconds)
      <= floors.issuedAtSeconds
    {
      return ReplayRefusal(.issuedBeforeFloor, tokenIndex: UInt8(token))
    }
    return nil
  }

  @inline(never)
  private func useRefusal(
    _ set: borrowing MarkSet, _ probe: SetProbe
  ) -> ReplayRefusal? {
    for token in 0..<set.count
    where probe.found[token]?.entry.isRevoked ?? false {
      return ReplayRefusal(.revoked, tokenIndex: UInt8(token))
    }
    let leaf = set.count - 1
    if let digest = set.requestDigest, let entry = probe.found[leaf]?.entry,
      !entry.isUncertain,
      journal.requestDigest(atSlot: entry.slot, of: entry.key) == digest
    {
      return ReplayRefusal(.alreadyAccepted, tokenIndex: UInt8(leaf))
    }
    for token in 0..<set.count {
      var isSpent = Self.isUsed(set.tokens[token], probe.found[token]?.entry)
      if Self.repeats(token, in: set) { isSpent = true }
      if isSpent { return ReplayRefusal(.replayed, tokenIndex: UInt8(token)) }
    }
    return nil
  }

  /// A token whose commit failed may come again, but not under its id another
  /// one with another expiry.
  private static func isUsed(_ mark: TokenMark, _ entry: Entry?) -> Bool {
    guard let entry else { return false }
    return !entry.isUncertain
      || entry.expiresAtSeconds != mark.expiresAtSeconds
  }

  private static func repeats(
    _ token: Int, in set: borrowing MarkSet
  ) -> Bool {
    for earlier in 0..<token
    where set.tokens[earlier].key == set.tokens[token].key {
      return true
    }
    return false
  }

  @inline(never)
  private func rateRefusal(
    _ set: borrowing MarkSet, in memory: borrowing ReplayMemory
  ) throws(MemoryDamage) -> ReplayRefusal? {
    for token in 0..<set.count {
      let mark = set.tokens[token]
      guard let limit = mark.rateLimit else { continue }
      let isAllowed = try memory.ledger.allows(
        limit, under: mark.ledgerKey, loSeconds: set.loSeconds)
      guard isAllowed else {
        return ReplayRefusal(.rateExceeded, tokenIndex: UInt8(token))
      }
    }
    return nil
  }

  // MARK: Room

  /// Drops as many expired entries as the set needs, after floor E has been
  /// made durable above them: never a live one (E-62).
  @inline(never)
  private mutating func makeRoom(
    for set: borrowing MarkSet, _ probe: inout SetProbe,
    in memory: inout ReplayMemory
  ) throws(MemoryDamage) -> ReplayRefusal? {
    while let cause = try memory.shortage(for: set, probe) {
      guard let first = try memory.index.earliestExpirySeconds else {
        return ReplayRefusal(memory.fill(cause))
      }
      let earliest = UInt64(first)
      if earliest >= journal.floors.expiresAtSeconds {
        guard earliest < set.loSeconds else {
          return ReplayRefusal(memory.fill(cause))
        }
        do throws(JournalError) {
          try journal.raiseExpiryFloor(to: set.loSeconds)
        } catch { return refusal(for: error, in: &memory) }
        // The floor has risen: it may cover a token of this very set.
        if !set.isRevocation, let refusal = floorRefusal(set) {
          return refusal
        }
      }
      try memory.index.removeFirst()
      // What went may be a token that is to be revoked.
      if set.isRevocation { probe = try memory.index.probe(set) }
    }
    guard try memory.index.hasRoom(for: set, probe) else {
      return ReplayRefusal(memory.fill(.entries))
    }
    return nil
  }

  // MARK: Commit

  @inline(never)
  private mutating func commit(
    _ set: borrowing MarkSet, _ probe: SetProbe,
    in memory: inout ReplayMemory
  ) throws(ReplayRefusal) {
    let counted = Self.asWritten(set, probe)
    let slot: UInt32
    do throws(JournalError) {
      slot = try journal.append(counted)
    } catch {
      // A restart may find the set: keep its room, so that it fits then.
      if error == .uncertain { rememberUncertain(counted, probe, in: &memory) }
      throw refusal(for: error, in: &memory)
    }
    do throws(MemoryDamage) {
      try memory.remember(counted, probe, firstSlot: slot)
    } catch {
      // The set is on the medium: what is read back holds it.
      guard rebuild(&memory) else { throw ReplayRefusal(.unavailable) }
    }
  }

  @inline(never)
  private mutating func rememberUncertain(
    _ set: borrowing MarkSet, _ probe: SetProbe,
    in memory: inout ReplayMemory
  ) {
    do throws(MemoryDamage) {
      try memory.keepRoom(for: set, probe)
      return
    } catch {}
    guard rebuild(&memory) else { return }
    // Found on the medium it is used, and stays so. Damage again is left to
    // the next call.
    do throws(MemoryDamage) {
      let probe = try memory.index.probe(set)
      try memory.keepRoom(for: set, probe)
    } catch {}
  }

  private mutating func refusal(
    for error: JournalError, in memory: inout ReplayMemory
  ) -> ReplayRefusal {
    if error == .lossDetected { memory.outcome = .lossDetected }
    if error == .full { return ReplayRefusal(memory.fill(.journal)) }
    return ReplayRefusal(.unavailable)
  }

  /// The receipt of what memory now holds; nil if that is not known.
  @inline(never)
  private mutating func receipt(
    for set: borrowing MarkSet, in memory: inout ReplayMemory
  ) -> MarkReceipt? {
    let floor = journal.floors.expiresAtSeconds
    do throws(MemoryDamage) {
      return try memory.index.receipt(for: set, expiryFloorSeconds: floor)
    } catch {}
    guard rebuild(&memory) else { return nil }
    do throws(MemoryDamage) {
      return try memory.index.receipt(for: set, expiryFloorSeconds: floor)
    } catch { return nil }
  }

  /// A chain in which a key comes twice is one task under that key (E-91). A
  /// revocation of a token that is there speaks for its record, so that neither
  /// a scrub nor a start needs that any more; hence it expires no earlier.
  @inline(never)
  private static func asWritten(
    _ set: borrowing MarkSet, _ probe: SetProbe
  ) -> MarkSet {
    var counted = MarkSet(
      requestDigest: set.requestDigest, loSeconds: set.loSeconds,
      hiSeconds: set.hiSeconds, isRevocation: set.isRevocation)
    for token in 0..<set.count {
      var mark = set.tokens[token]
      for earlier in 0..<token
      where set.tokens[earlier].ledgerKey == mark.ledgerKey {
        mark.ledgerKey = .none
      }
      if set.isRevocation, let entry = probe.found[token]?.entry {
        mark.expiresAtSeconds = max(
          mark.expiresAtSeconds, entry.expiresAtSeconds)
        mark.earlierSlot = entry.slot
      }
      counted.append(mark)
    }
    return counted
  }
}
