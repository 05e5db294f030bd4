// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay

extension FileStore {
  /// Buckets of memory that one step checks.
  private static let bucketCount: UInt32 = 256
  /// A second pass reads what the first one wrote, and tries again what failed.
  private static let passCount = 2

  /// Looks at all of the memory and medium, and writes once more what is whole
  /// in one copy only; then reads the store anew and does so again. A loss is
  /// not repaired: see `reset`.
  ///
  /// Bounded: two passes, each with as many steps at most as there are slots
  /// in the ring, two for a segment and one for an entry.
  ///
  /// - Returns: What was done; nothing unless the store is ready.
  public func repair() -> FileStoreRepair {
    var repair = FileStoreRepair()
    for _ in 0..<Self.passCount {
      repair.isComplete = false
      guard runPass(&repair) else { return repair }
      repair.isComplete = store.recover() == .ready
      guard repair.isComplete else { return repair }
    }
    return repair
  }

  /// - Returns: Whether memory and medium were looked at to their ends.
  private func runPass(_ repair: inout FileStoreRepair) -> Bool {
    repair.unrepairedCount = 0
    var isMemoryDone = false
    var isMediumDone = false
    var steps =
      plan.layout.markCapacity + 2 * UInt64(plan.layout.segmentCount)
      + UInt64(plan.entryCapacity)
    while steps > 0, store.isReady, !isMemoryDone || !isMediumDone {
      let step = store.scrub(bucketCount: Self.bucketCount)
      repair.repairedMarkCount += UInt64(step.medium.repairedMarkCount)
      repair.repairedControlCount += UInt64(step.medium.repairedControlCount)
      repair.unrepairedCount += UInt64(step.medium.unrepairedCount)
      isMemoryDone = isMemoryDone || step.memory.isPassComplete
      isMediumDone = isMediumDone || step.medium.isPassComplete
      steps -= 1
    }
    return store.isReady && isMemoryDone && isMediumDone
  }
}
