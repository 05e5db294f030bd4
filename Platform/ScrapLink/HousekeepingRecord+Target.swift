// SPDX-License-Identifier: Apache-2.0

import ScrapClock
public import ScrapCrypto
public import ScrapJournal
import ScrapReplay
public import ScrapTarget
public import ScrapVerifier

extension HousekeepingRecord {
  /// Fills in what a target knows of itself: its counters, time and store.
  ///
  /// - Parameters:
  ///   - target: the target.
  ///   - counterNanoseconds: the monotonic counter, read before the call.
  public mutating func fill<
    Region: NVMRegion & ~Copyable, Anchor: TailAnchor & ~Copyable,
    Lock: ExclusiveAccess & ~Copyable, Entropy: EntropySource & ~Copyable,
    Planner: TaskPlanner & ~Copyable
  >(
    from target:
      inout TimedTarget<
        Journal<Region, Anchor>, Lock, Entropy, Planner
      >,
    counterNanoseconds: UInt64
  ) {
    let decision = target.arbitrate(counterNanoseconds: counterNanoseconds)
    self.target = target.counters
    time = decision.trustedTime
    clockReason = decision.reason
    (outcome, store, ringFill) = target.target.verifier.withStore {
      ($0.outcome, $0.statistics, $0.journal.ringFill)
    }
  }
}
