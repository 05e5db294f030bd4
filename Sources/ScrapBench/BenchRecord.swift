// SPDX-License-Identifier: Apache-2.0

import Histogram

/// What is kept of one case while a run goes on.
struct BenchRecord {
  /// Up to an hour, to three digits.
  private static let longestNanoseconds: UInt64 = 3_600_000_000_000

  /// Nanoseconds of one operation, for each round.
  private(set) var nanoseconds: [Double] = []
  /// Whether the processor was this case's alone, for each round.
  private(set) var wasUndisturbed: [Bool] = []
  /// Heap allocations of all rounds.
  private(set) var allocationCount: UInt64 = 0
  /// Every sample of every round, disturbed or not.
  private(set) var histogram = Histogram<UInt32>(
    highestTrackableValue: longestNanoseconds)

  /// Adds a round.
  ///
  /// - Parameters:
  ///   - round: what it came to.
  ///   - samples: the nanoseconds of each sample.
  ///   - operationsPerSample: operations in each of them.
  mutating func add(
    _ round: BenchRound, samples: [UInt64], operationsPerSample: Int
  ) {
    nanoseconds.append(round.nanoseconds)
    wasUndisturbed.append(round.preemptionCount == 0)
    allocationCount += round.allocationCount
    for sample in samples {
      histogram.record(
        min(sample / UInt64(operationsPerSample), Self.longestNanoseconds))
    }
  }
}
