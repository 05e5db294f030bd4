// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The store's working memory, as one call takes it up: made of the plan and
/// the state that the votes agreed on, and put down again at its end.
struct ReplayMemory: RecordSink, ~Copyable {
  private let inPlace = InPlace()
  let quota: ReplayQuota
  var index: ReplayIndex
  var ledger: RateLedger
  var outcome: RecoveryOutcome
  var scrubbedBucketCount: UInt32
  var rebuildCount: UInt32
  var repairedVoteCount: UInt32
  /// Of those, the ones that were found when memory was taken up.
  let newlyRepairedVoteCount: UInt32
  /// Memory has been made anew in this call.
  var isRebuilt = false
  /// A recovery leaves uncertain entries in place.
  var keepsUncertain = false
  /// Something read during a recovery, or the state itself, is not what it
  /// was.
  private(set) var isDamaged: Bool
  /// A live mark found no room during recovery.
  private(set) var isOverfull = false
  /// Records below this are skipped by `take`: floor E.
  private var liveFromSeconds: UInt64 = 0

  /// - Parameters:
  ///   - plan: Where it lies and what it is for.
  ///   - state: What the call before left.
  ///   - repairedVoteCount: Votes that were settled for it.
  ///   - isDamaged: The state is not known, and `state` a new one.
  init(
    plan: MemoryPlan, state: MemoryState, repairedVoteCount: UInt32 = 0,
    isDamaged: Bool = false
  ) {
    quota = plan.quota
    unsafe index = ReplayIndex(
      in: plan.tables, atByteOffset: plan.indexOffset,
      capacity: plan.entryCapacity, state: state.index)
    unsafe ledger = RateLedger(
      in: plan.tables, atByteOffset: 0, capacity: plan.ledgerCapacity,
      state: state.ledger)
    outcome = state.outcome
    scrubbedBucketCount = state.scrubbedBucketCount
    rebuildCount = state.rebuildCount
    newlyRepairedVoteCount = repairedVoteCount
    self.repairedVoteCount = state.repairedVoteCount &+ repairedVoteCount
    self.isDamaged = isDamaged
  }

  /// What is to be kept until the next call.
  var state: MemoryState {
    MemoryState(
      outcome: outcome, index: index.state, ledger: ledger.state,
      scrubbedBucketCount: scrubbedBucketCount, rebuildCount: rebuildCount,
      repairedVoteCount: repairedVoteCount)
  }

  mutating func removeAll() {
    index.removeAll()
    ledger.removeAll()
  }

  /// Checks what a recovery has built, and puts the order of expiry right;
  /// false on damage.
  mutating func restoreOrder() -> Bool {
    guard ledger.isWhole else { return false }
    do throws(MemoryDamage) {
      try index.restoreOrder()
      return true
    } catch { return false }
  }

  mutating func begin(floors: Floors, ledgerHorizonSeconds: UInt64) {
    isDamaged = false
    isOverfull = false
    liveFromSeconds = floors.expiresAtSeconds
    ledger.removeAll()
    ledger.raiseHorizon(to: ledgerHorizonSeconds)
    guard keepsUncertain else {
      index.removeAll()
      return
    }
    do throws(MemoryDamage) {
      let fits = try index.removeAllButUncertain(
        expiringFrom: liveFromSeconds)
      if !fits { isOverfull = true }
    } catch { isDamaged = true }
  }

  mutating func take(_ mark: RecoveredMark) {
    do throws(MemoryDamage) {
      ledger.recover(mark.ledgerKey, hiSeconds: mark.hiSeconds)
      guard UInt64(mark.expiresAtSeconds) >= liveFromSeconds else { return }
      let entry = Entry(
        key: mark.key, expiresAtSeconds: mark.expiresAtSeconds,
        slot: mark.slot,
        rootTag: mark.isRevocation
          ? Entry.revokedTag : index.rootTag(of: mark.rootKey))
      let keepsRoot = mark.rootKey == .none && !mark.isRevocation
      let fits = try index.recover(
        entry, keepsRoot: keepsRoot, keepsSlot: !mark.isCertain)
      if !fits { isOverfull = true }
    } catch { isDamaged = true }
  }
}
