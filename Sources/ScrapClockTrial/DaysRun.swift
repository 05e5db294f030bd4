// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Missions, on several threads.
public struct DaysRun: Sendable {
  /// What became of them.
  public struct Summary: Sendable {
    /// What was done, by `TrialKind`.
    public internal(set) var tallies: [TrialKind: TrialTally] = [:]
    /// The missions that broke a rule, first ones first.
    public internal(set) var failures: [TrialReport] = []

    /// Everything together.
    public var total: TrialTally {
      var total = TrialTally()
      for tally in tallies.values { total.add(tally) }
      return total
    }
  }

  /// Where every random choice comes from.
  public let seed: UInt64
  /// Which missions.
  public let numbers: Range<Int>
  /// Missions at once.
  public let threadCount: Int
  /// With the rule of SCRAP §10.5.2 in the arbiter's place.
  public let isCanary: Bool

  /// Makes a run.
  public init(
    seed: UInt64, numbers: Range<Int>, threadCount: Int,
    isCanary: Bool = false
  ) {
    self.seed = seed
    self.numbers = numbers
    self.threadCount = threadCount
    self.isCanary = isCanary
  }

  /// Runs them all.
  public func run() async -> Summary {
    let shared = Shared(next: numbers.lowerBound)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, threadCount) {
        group.addTask { work(shared) }
      }
    }
    return shared.take()
  }

  private func work(_ shared: Shared) {
    while let number = shared.next(below: numbers.upperBound) {
      shared.add(
        TrialReport(seed: seed, number: number, isCanary: isCanary))
    }
  }

  /// What the threads share.
  private final class Shared: Sendable {
    private let state: Mutex<(next: Int, summary: Summary)>

    init(next: Int) { state = Mutex((next, Summary())) }

    func next(below end: Int) -> Int? {
      state.withLock { state in
        guard state.next < end else { return nil }
        defer { state.next += 1 }
        return state.next
      }
    }

    func add(_ report: TrialReport) {
      state.withLock { state in
        state.summary.tallies[report.kind, default: TrialTally()].add(
          report.tally)
        if report.violation != nil { state.summary.failures.append(report) }
      }
    }

    func take() -> Summary {
      state.withLock { state in
        state.summary.failures.sort { $0.number < $1.number }
        return state.summary
      }
    }
  }
}
