// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The used tokens of a satellite: what makes a token good once.
///
/// One caller at a time: take the lock first. Nothing is accepted before
/// `recover` has succeeded (S2), and nothing is accepted twice, through power
/// cuts and restarts (S1). A refusal changes neither memory nor medium, except
/// that expired entries may be dropped to make room, and that a medium which
/// failed in the middle of a commit may hold a part of it.
///
/// Bits may flip in the store's memory (E-45). Whatever is read is checked
/// first; what does not hold is rebuilt from the journal before anything is
/// answered, once a call, and refused as `unavailable` if that fails.
@safe
public struct ReplayStore<Journal: MarkJournal & ~Copyable>: ~Copyable {
  /// The durable side; read it for telemetry.
  public internal(set) var journal: Journal
  var plan: Voted<MemoryPlan>
  var state: Voted<MemoryState>

  /// The bytes that `init` needs, at any alignment: 40 for an entry, 13 for a
  /// ledger event, and less than 400 for all.
  ///
  /// - Precondition: `entryCapacity` is 1 to 16,777,214; `ledgerCapacity` is
  ///   not above that.
  public static func memoryByteCount(
    entryCapacity: UInt32, ledgerCapacity: UInt32
  ) -> Int {
    precondition(
      entryCapacity > 0 && entryCapacity <= ReplayIndex.capacityMax
        && ledgerCapacity <= ReplayIndex.capacityMax,
      "capacities are in range")
    return MemoryPlan.byteCount(
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
  ///   - quota: How the entries are shared out; nil for
  ///     `ReplayQuota.standard`.
  ///   - seed: Chance, fresh at each boot, so that nobody can aim at a bucket.
  /// - Precondition: `memory` has `memoryByteCount` bytes.
  public init(
    journal: consuming Journal,
    memory: UnsafeMutableRawBufferPointer,
    entryCapacity: UInt32,
    ledgerCapacity: UInt32,
    quota: ReplayQuota? = nil,
    seed: (UInt64, UInt64)
  ) {
    let byteCount = Self.memoryByteCount(
      entryCapacity: entryCapacity, ledgerCapacity: ledgerCapacity)
    precondition(memory.count >= byteCount, "the memory is large enough")
    let seed = HashSeed(low: seed.0, high: seed.1)
    // The caller keeps the memory alive and for us alone, see above.
    let plan = unsafe MemoryPlan(
      memory: memory, entryCapacity: entryCapacity,
      ledgerCapacity: ledgerCapacity,
      quota: quota ?? .standard(entryCapacity: entryCapacity), seed: seed)
    self.journal = journal
    self.plan = Voted(plan)
    var blank = ReplayMemory(plan: plan, state: MemoryState(seed: seed))
    blank.removeAll()
    self.state = Voted(blank.state)
  }

  /// What became of the recovery; `notRecovered` also while it cannot be read
  /// out of memory any more.
  @inline(never)
  public var outcome: RecoveryOutcome {
    guard let plan = plan.value, plan.isWhole, let state = state.value,
      state.isWhole
    else { return .notRecovered }
    return state.outcome
  }

  /// Whether tokens can be judged.
  public var isReady: Bool { outcome == .ready }

  /// The floors in force; all zero while not ready.
  public var floors: Floors {
    @inline(never) get { isReady ? journal.floors : Floors() }
  }

  /// How full the store is; all zero where memory cannot be read any more.
  /// Looks at every counter of root subjects: for telemetry, not for each
  /// token.
  @inline(never)
  public var statistics: StoreStatistics {
    var statistics = StoreStatistics()
    guard let plan = plan.value, plan.isWhole, let state = state.value,
      Self.isUsable(state, under: plan)
    else { return statistics }
    let memory = ReplayMemory(plan: plan, state: state)
    statistics.entryCount = state.index.count
    statistics.entryCapacity = plan.entryCapacity
    statistics.ledgerEventCount = state.ledger.count
    statistics.ledgerCapacity = plan.ledgerCapacity
    statistics.ledgerHorizonSeconds = state.ledger.horizonSeconds
    statistics.directShareCount = plan.quota.directShareCount
    statistics.rootSubjectCountMax = plan.quota.rootSubjectCountMax
    statistics.rebuildCount = state.rebuildCount
    statistics.repairedVoteCount = state.repairedVoteCount
    // What cannot be read now is left out: the next call will rebuild it.
    statistics.earliestExpirySeconds =
      (try? memory.index.earliestExpirySeconds) ?? nil
    statistics.rootSubjectCountGreatest =
      (try? memory.index.subjects.greatest()) ?? 0
    statistics.revokedCount =
      (try? memory.index.subjects.count(Entry.revokedTag)) ?? 0
    return statistics
  }

  /// Whether tokens can be judged. A state that cannot be read out of memory
  /// any more is made anew from the journal first; a store with more live marks
  /// than room raises floor E and tries again, once in a minute.
  ///
  /// - Parameter loSeconds: The lower bound of trusted time, Unix seconds.
  /// - Returns: Whether they can.
  @inline(never)
  public mutating func prepare(loSeconds: UInt64) -> Bool {
    if isReady { return true }
    guard var memory = takeUp() else { return false }
    if memory.isDamaged { rebuild(&memory) }
    if memory.outcome == .capacityExceeded {
      dropExpired(before: loSeconds, &memory)
    }
    let isReady = memory.outcome == .ready
    putDown(memory)
    return isReady
  }

  /// Cells that read otherwise at each start can bring back more marks than
  /// there is room for; those that have expired can go.
  @inline(never)
  private mutating func dropExpired(
    before loSeconds: UInt64, _ memory: inout ReplayMemory
  ) {
    guard loSeconds >= journal.floors.expiresAtSeconds + 60 else { return }
    do throws(JournalError) {
      try journal.raiseExpiryFloor(to: loSeconds)
    } catch { return }
    recover(&memory, keepingUncertain: false)
  }

  /// Reads the journal into memory; may be called again at any time.
  ///
  /// Writes nothing to the medium. Linear in the size of the journal.
  @discardableResult
  @inline(never)
  public mutating func recover() -> RecoveryOutcome {
    guard var memory = takeUp() else { return .notRecovered }
    recover(&memory, keepingUncertain: false)
    let outcome = memory.outcome
    putDown(memory)
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
  @inline(never)
  public mutating func raiseIssuanceFloor(
    to seconds: UInt64
  ) throws(JournalError) {
    try journal.raiseIssuanceFloor(to: seconds)
    if !isReady { recover() }
  }

  // MARK: Memory

  /// Takes memory up for one call; nil if not even its place is known any
  /// more, and only a restart helps. A state that is not known is replaced by
  /// a new one, `isDamaged`.
  @inline(never)
  mutating func takeUp() -> ReplayMemory? {
    var repaired: UInt32 = 0
    if plan.settle() == .repaired { repaired += 1 }
    if state.settle() == .repaired { repaired += 1 }
    guard let plan = plan.value, plan.isWhole else { return nil }
    if let state = state.value, Self.isUsable(state, under: plan) {
      return ReplayMemory(
        plan: plan, state: state, repairedVoteCount: repaired)
    }
    return ReplayMemory(
      plan: plan, state: MemoryState(seed: plan.seed),
      repairedVoteCount: repaired, isDamaged: true)
  }

  /// Keeps what has changed until the next call.
  @inline(never)
  mutating func putDown(_ memory: borrowing ReplayMemory) {
    state.set(memory.state)
  }

  /// Whether a state can be that of such a memory.
  private static func isUsable(
    _ state: MemoryState, under plan: MemoryPlan
  ) -> Bool {
    state.isWhole && state.index.count <= plan.entryCapacity
      && state.ledger.count <= plan.ledgerCapacity
      && state.ledger.next <= plan.ledgerCapacity
  }

  /// Makes memory anew after damage, once a call. Entries whose record the
  /// medium may or may not hold stay where they are whole: the room that a
  /// restart may need for them is not given away.
  ///
  /// - Returns: Whether the store is ready.
  @discardableResult
  @inline(never)
  mutating func rebuild(_ memory: inout ReplayMemory) -> Bool {
    guard !memory.isRebuilt else { return false }
    memory.isRebuilt = true
    memory.rebuildCount &+= 1
    recover(&memory, keepingUncertain: true)
    return memory.outcome == .ready
  }

  @inline(never)
  private mutating func recover(
    _ memory: inout ReplayMemory, keepingUncertain: Bool
  ) {
    memory.scrubbedBucketCount = 0
    // Should two buckets of an unlucky seed be full, another seed is tried.
    for attempt in 0..<4 {
      memory.outcome = .notRecovered
      memory.keepsUncertain = keepingUncertain && attempt == 0
      do throws(JournalError) {
        try journal.recover(into: &memory)
      } catch {
        memory.outcome = RecoveryOutcome(error)
        return
      }
      if memory.isDamaged { continue }
      guard memory.isOverfull else {
        // Marks that were written once more may have moved it.
        memory.ledger.raiseHorizon(to: journal.ledgerHorizonSeconds)
        if memory.restoreOrder() { memory.outcome = .ready }
        if memory.outcome == .ready { return }
        continue
      }
      memory.outcome = .capacityExceeded
      guard memory.index.freeCount > 0 || memory.keepsUncertain else {
        return
      }
      memory.index.reseed()
    }
  }
}
