// SPDX-License-Identifier: Apache-2.0

/// What one case came to, over all rounds.
public struct BenchResult {
  /// The case.
  public let benchCase: BenchCase
  /// Nanoseconds of one operation: the median of the rounds that count.
  public let medianNanoseconds: Double
  /// Nanoseconds of one operation: the fastest round.
  public let minNanoseconds: Double
  /// How far the fastest quarter of the rounds that count lies below their
  /// median: a share of the median.
  public let spread: Double
  /// Rounds in which nothing else had the processor, in this case or in what
  /// it is measured in. They alone count, unless there are too few.
  public let undisturbedCount: Int
  /// Every sample of every round.
  public let percentiles: BenchPercentiles
  /// The median of the ratios to the unit, each taken within one round; nil
  /// for a unit itself.
  public let ratio: Double?
  /// Heap allocations of one operation; nil without the counter.
  public let allocationCount: Double?

  /// The fewest undisturbed rounds that are judged without the others.
  static let undisturbedCountMin = 15

  /// Judges the rounds of a run.
  ///
  /// - Parameters:
  ///   - benchCase: the case.
  ///   - own: its rounds.
  ///   - units: the same rounds of what it is measured in, and how many times
  ///     each counts.
  init(
    of benchCase: BenchCase, own: BenchRecord,
    units: [(record: BenchRecord, count: Double)]
  ) {
    let all = Array(own.nanoseconds.indices)
    let undisturbed = all.filter { round in
      own.wasUndisturbed[round]
        && units.allSatisfy { $0.record.wasUndisturbed[round] }
    }
    let rounds =
      undisturbed.count < Self.undisturbedCountMin ? all : undisturbed
    let times = rounds.map { own.nanoseconds[$0] }
    let ratios = rounds.map { round in
      own.nanoseconds[round]
        / units.reduce(0) { $0 + $1.record.nanoseconds[round] * $1.count }
    }
    let operations = Double(all.count * benchCase.operationCount)
    self.benchCase = benchCase
    medianNanoseconds = BenchStatistics.median(times)
    minNanoseconds = own.nanoseconds.min() ?? 0
    spread = 1 - BenchStatistics.quantile(times, 0.25) / medianNanoseconds
    undisturbedCount = undisturbed.count
    percentiles = BenchPercentiles(own.histogram)
    ratio = units.isEmpty ? nil : BenchStatistics.median(ratios)
    allocationCount =
      AllocationCounter.count == nil || benchCase.source != nil
      ? nil : Double(own.allocationCount) / operations
  }

  /// Whether the goal is met; nil if there is none.
  public var isMet: Bool? {
    guard let goal = benchCase.goal, let ratio else { return nil }
    return ratio <= goal
  }

  /// How many operations a second on one processor.
  public var operationsPerSecond: Double { 1e9 / medianNanoseconds }
}
