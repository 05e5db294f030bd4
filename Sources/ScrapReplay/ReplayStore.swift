// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The used tokens of a satellite: what makes a token good once.
///
/// One caller at a time: take the lock first. Nothing is accepted before
/// `recover` has succeeded (S2), and nothing is accepted twice, through power
/// cuts and restarts (S1). A refusal changes neither memory nor medium, except
/// that expired entries may be dropped to make room, and that a medium which
/// failed in the middle of a commit may hold a part of it.
public struct ReplayStore<Journal: MarkJournal & ~Copyable>: ~Copyable {
  /// The durable side; read it for telemetry.
  public private(set) var journal: Journal
  /// What became of the recovery.
  public private(set) var outcome: RecoveryOutcome = .notRecovered
  private var memory: ReplayMemory

  /// The bytes that `init` needs, at any alignment: 36 for an entry, 12 for a
  /// ledger event, and less than 256 for all.
  ///
  /// - Precondition: `entryCapacity` is 1 to 16,777,214; `ledgerCapacity` is
  ///   not above it.
  public static func memoryByteCount(
    entryCapacity: UInt32, ledgerCapacity: UInt32
  ) -> Int {
    precondition(
      entryCapacity > 0 && entryCapacity <= ReplayIndex.capacityMax
        && ledgerCapacity <= ReplayIndex.capacityMax,
      "capacities are in range")
    return ReplayMemory.byteCount(
      entryCapacity: entryCapacity, ledgerCapacity: ledgerCapacity)
  }

  /// Makes a store that refuses everything until `recover` has succeeded.
  ///
  /// - Parameters:
  ///   - journal: The durable side, not yet recovered.
  ///   - memory: Lives, untouched by others, as long as the store.
  ///   - entryCapacity: Used tokens to remember.
  ///   - ledgerCapacity: Accepted tasks to remember for constraint_rate, one
  ///     for each (issuer, subject) of a chain.
  ///   - seed: Chance, fresh at each boot, so that nobody can aim at a bucket.
  /// - Precondition: `memory` has `memoryByteCount` bytes.
  public init(
    journal: consuming Journal,
    memory: UnsafeMutableRawBufferPointer,
    entryCapacity: UInt32,
    ledgerCapacity: UInt32,
    seed: (UInt64, UInt64)
  ) {
    let byteCount = Self.memoryByteCount(
      entryCapacity: entryCapacity, ledgerCapacity: ledgerCapacity)
    precondition(memory.count >= byteCount, "the memory is large enough")
    self.journal = journal
    // The caller keeps the memory alive and for us alone, see above.
    unsafe self.memory = ReplayMemory(
      in: memory, entryCapacity: entryCapacity,
      ledgerCapacity: ledgerCapacity, seed: seed)
  }

  /// Whether tokens can be judged.
  public var isReady: Bool { outcome == .ready }

  /// The floors in force; all zero while not ready.
  public var floors: Floors { isReady ? journal.floors : Floors() }

  /// How full the store is.
  public var statistics: StoreStatistics {
    StoreStatistics(
      entryCount: UInt32(memory.index.count),
      entryCapacity: UInt32(memory.index.count + memory.index.freeCount),
      earliestExpirySeconds: memory.index.earliestExpirySeconds,
      ledgerEventCount: UInt32(memory.ledger.count),
      ledgerCapacity: UInt32(memory.ledger.capacity),
      ledgerHorizonSeconds: memory.ledger.horizonSeconds)
  }

  /// Reads the journal into memory; may be called again at any time.
  ///
  /// Writes nothing to the medium. Linear in the size of the journal.
  @discardableResult
  public mutating func recover() -> RecoveryOutcome {
    outcome = .notRecovered
    // Should two buckets of an unlucky seed be full, another seed is tried.
    for _ in 0..<4 {
      do throws(JournalError) {
        try journal.recover(into: &memory)
      } catch {
        outcome = RecoveryOutcome(error)
        return outcome
      }
      guard memory.isOverfull else {
        memory.index.restoreOrder()
        outcome = .ready
        return outcome
      }
      outcome = .capacityExceeded
      guard memory.index.freeCount > 0 else { return outcome }
      memory.index.reseed()
    }
    return outcome
  }

  /// Raises floor G durably, on purpose: tokens issued at or before `seconds`
  /// are refused for ever. Unix seconds.
  ///
  /// A store that had detected a loss is recovered anew and is then ready: what
  /// can still be read stays used (E-65).
  ///
  /// - Throws: `blank`, `otherFormat`: only formatting on purpose helps.
  ///   `mediumFailed`: the floor may or may not be raised. `notRecovered`: call
  ///   `recover` first.
  public mutating func raiseIssuanceFloor(
    to seconds: UInt64
  ) throws(JournalError) {
    try journal.raiseIssuanceFloor(to: seconds)
    if !isReady { recover() }
  }

  /// Tests every token of a chain and marks them all as used, durably: the one
  /// exclusive step (E-60, E-64). Returning means that the task may run, once.
  ///
  /// Work is bounded: at most 64 cells a token, one pass over the ledger for
  /// each token with a limit, four expired entries dropped, one commit.
  ///
  /// - Returns: The proof that the marks are there.
  /// - Throws: The first that applies, in this order:
  ///   `unavailable` (not recovered; or the interval of trusted time cannot be
  ///   recorded: above UInt32, or wider than 65,535 s);
  ///   `expired` (expires_at < E, first such token);
  ///   `issuedBeforeFloor` (issued_at <= G, first such token);
  ///   `alreadyAccepted` (the leaf was used by a request with this digest);
  ///   `replayed` (first token in chain order that was used, or that repeats an
  ///   earlier one of the chain);
  ///   `rateExceeded` (first token whose constraint_rate is used up, is longer
  ///   than 604,800 s, or reaches behind the ledger's horizon, E-91);
  ///   `full` (live entries fill the index or the journal, E-62);
  ///   `unavailable` (the medium failed; the token may be presented again).
  /// - Precondition: the set is not empty.
  @discardableResult
  public mutating func testAndMark(
    _ set: borrowing MarkSet
  ) throws(ReplayRefusal) -> MarkReceipt {
    let tokenCount = set.count
    precondition(tokenCount > 0, "a chain has a token")
    guard isReady, Self.isRecordable(set) else {
      throw ReplayRefusal(.unavailable)
    }
    try testFloors(set)
    try testUse(set)
    try testRates(set)
    try makeRoom(for: set)
    try commit(set)
    return receipt(for: set)
  }

  /// The keys as memory holds them; nothing where there is none.
  private func receipt(for set: borrowing MarkSet) -> MarkReceipt {
    var keys = InlineArray<4, MarkKey>(repeating: MarkKey(high: 0, low: 0))
    for token in 0..<set.count {
      guard let entry = memory.index.find(set.tokens[token].key),
        entry.slot != Entry.uncertainSlot
      else { continue }
      keys[token] = entry.key
    }
    return MarkReceipt(keys, count: set.count)
  }

  // MARK: Tests

  private static func isRecordable(_ set: borrowing MarkSet) -> Bool {
    let hi = set.hiSeconds
    let width = hi - set.loSeconds
    return hi <= UInt64(UInt32.max) && width <= UInt64(UInt16.max)
  }

  private func testFloors(
    _ set: borrowing MarkSet
  ) throws(ReplayRefusal) {
    let floors = journal.floors
    for token in 0..<set.count
    where UInt64(set.tokens[token].expiresAtSeconds)
      < floors.expiresAtSeconds
    {
      throw ReplayRefusal(.expired, tokenIndex: UInt8(token))
    }
    for token in 0..<set.count
    where UInt64(set.tokens[token].issuedAtSeconds)
      <= floors.issuedAtSeconds
    {
      throw ReplayRefusal(.issuedBeforeFloor, tokenIndex: UInt8(token))
    }
  }

  private func testUse(_ set: borrowing MarkSet) throws(ReplayRefusal) {
    let leaf = set.count - 1
    if let digest = set.requestDigest,
      let entry = memory.index.find(set.tokens[leaf].key),
      entry.slot != Entry.uncertainSlot,
      journal.requestDigest(atSlot: entry.slot, of: entry.key) == digest
    {
      throw ReplayRefusal(.alreadyAccepted, tokenIndex: UInt8(leaf))
    }
    for token in 0..<set.count {
      var isSpent = isUsed(set.tokens[token])
      if Self.repeats(token, in: set) { isSpent = true }
      if isSpent { throw ReplayRefusal(.replayed, tokenIndex: UInt8(token)) }
    }
  }

  /// A token whose commit failed may come again, but not under its id another
  /// one with another expiry.
  private func isUsed(_ mark: TokenMark) -> Bool {
    guard let entry = memory.index.find(mark.key) else { return false }
    return entry.slot != Entry.uncertainSlot
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

  private func testRates(_ set: borrowing MarkSet) throws(ReplayRefusal) {
    for token in 0..<set.count {
      let mark = set.tokens[token]
      guard let limit = mark.rateLimit else { continue }
      guard
        memory.ledger.allows(
          limit, under: mark.ledgerKey, loSeconds: set.loSeconds)
      else { throw ReplayRefusal(.rateExceeded, tokenIndex: UInt8(token)) }
    }
  }

  // MARK: Room

  /// Drops as many expired entries as the set needs, after floor E has been
  /// made durable above them: never a live one (E-62).
  private mutating func makeRoom(
    for set: borrowing MarkSet
  ) throws(ReplayRefusal) {
    // Looked up only where it is tight: some may be there, uncertain.
    var needed = set.count
    if memory.index.freeCount < needed {
      for token in 0..<set.count
      where memory.index.find(set.tokens[token].key) != nil { needed -= 1 }
    }
    while memory.index.freeCount < needed {
      guard let first = memory.index.earliestExpirySeconds else {
        throw ReplayRefusal(.full)
      }
      let earliest = UInt64(first)
      if earliest >= journal.floors.expiresAtSeconds {
        guard earliest < set.loSeconds else { throw ReplayRefusal(.full) }
        do throws(JournalError) {
          try journal.raiseExpiryFloor(to: set.loSeconds)
        } catch { throw refusal(for: error) }
        // The floor has risen: it may cover a token of this very set.
        try testFloors(set)
      }
      memory.index.removeFirst()
    }
    for token in 0..<set.count
    where !memory.index.hasRoom(for: set.tokens[token].key, among: set.count) {
      throw ReplayRefusal(.full)
    }
  }

  // MARK: Commit

  private mutating func commit(
    _ set: borrowing MarkSet
  ) throws(ReplayRefusal) {
    let counted = Self.countingEachKeyOnce(set)
    let slot: UInt32
    do throws(JournalError) {
      slot = try journal.append(counted)
    } catch {
      // A restart may find the set: keep its room, so that it fits then.
      if error == .uncertain { remember(counted, firstSlot: nil) }
      throw refusal(for: error)
    }
    remember(counted, firstSlot: slot)
    for token in 0..<counted.count {
      memory.ledger.record(
        counted.tokens[token].ledgerKey,
        hiSeconds: UInt32(counted.hiSeconds))
    }
  }

  private mutating func refusal(for error: JournalError) -> ReplayRefusal {
    if error == .lossDetected { outcome = .lossDetected }
    return ReplayRefusal(error == .full ? .full : .unavailable)
  }

  private mutating func remember(
    _ set: borrowing MarkSet, firstSlot: UInt32?
  ) {
    for token in 0..<set.count {
      let mark = set.tokens[token]
      let slot = firstSlot.map { $0 + UInt32(token) } ?? Entry.uncertainSlot
      if memory.index.find(mark.key) != nil {
        memory.index.confirm(mark.key, slot: slot)
      } else {
        memory.index.insert(
          Entry(
            key: mark.key, expiresAtSeconds: mark.expiresAtSeconds, slot: slot
          ))
      }
    }
  }

  /// A chain in which a key comes twice is one task under that key (E-91).
  private static func countingEachKeyOnce(
    _ set: borrowing MarkSet
  ) -> MarkSet {
    var counted = MarkSet(
      requestDigest: set.requestDigest, loSeconds: set.loSeconds,
      hiSeconds: set.hiSeconds)
    for token in 0..<set.count {
      var mark = set.tokens[token]
      for earlier in 0..<token
      where set.tokens[earlier].ledgerKey == mark.ledgerKey {
        mark.ledgerKey = .none
      }
      counted.append(mark)
    }
    return counted
  }
}
