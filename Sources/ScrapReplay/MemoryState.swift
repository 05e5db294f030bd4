// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What changes in a store besides its tables; kept in three copies, with a
/// check of its own.
struct MemoryState: Equatable, BitwiseCopyable {
  // A number, for flipped bits may make one that names no outcome.
  private let outcomeNumber: UInt8
  let index: IndexState
  let ledger: LedgerState
  /// The bucket that the next step of a scrub begins with.
  let scrubbedBucketCount: UInt32
  let rebuildCount: UInt32
  let repairedVoteCount: UInt32
  private var check: UInt64 = 0

  init(
    outcome: RecoveryOutcome, index: IndexState, ledger: LedgerState,
    scrubbedBucketCount: UInt32, rebuildCount: UInt32,
    repairedVoteCount: UInt32
  ) {
    outcomeNumber = outcome.rawValue
    self.index = index
    self.ledger = ledger
    self.scrubbedBucketCount = scrubbedBucketCount
    self.rebuildCount = rebuildCount
    self.repairedVoteCount = repairedVoteCount
    check = folded
  }

  /// The state of an empty memory.
  init(seed: HashSeed) {
    self.init(
      outcome: .notRecovered,
      index: IndexState(hash: KeyedHash(seed: seed)), ledger: LedgerState(),
      scrubbedBucketCount: 0, rebuildCount: 0, repairedVoteCount: 0)
  }

  var outcome: RecoveryOutcome {
    RecoveryOutcome(rawValue: outcomeNumber) ?? .notRecovered
  }

  /// Whether no bit has flipped.
  var isWhole: Bool { check == folded }

  private var folded: UInt64 {
    var fold = Fold()
    index.fold(into: &fold)
    ledger.fold(into: &fold)
    fold.take(
      UInt64(outcomeNumber) &<< 32 | UInt64(scrubbedBucketCount))
    fold.take(UInt64(rebuildCount) &<< 32 | UInt64(repairedVoteCount))
    return fold.value
  }
}
