// SPDX-License-Identifier: Apache-2.0

/// What one case came to, over all rounds.
public struct BenchResult {
  /// The case.
  public let benchCase: BenchCase
  /// Nanoseconds of one operation: the median of all rounds.
  public let medianNanoseconds: Double
  /// Nanoseconds of one operation: the fastest round.
  public let minNanoseconds: Double
  /// The median of the ratios to the unit, each taken within one round; nil
  /// for a unit itself.
  public let ratio: Double?
  /// Heap allocations of one operation; nil without the counter.
  public let allocationCount: Double?

  /// Whether the goal is met; nil if there is none.
  public var isMet: Bool? {
    guard let goal = benchCase.goal, let ratio else { return nil }
    return ratio <= goal
  }
}
