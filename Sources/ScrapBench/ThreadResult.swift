// SPDX-License-Identifier: Apache-2.0

/// What one thread and two threads came to.
public struct ThreadResult {
  /// One round: nanoseconds of one token, over all threads together.
  struct Round {
    /// Bare in one thread, bare in two, decisions in one, decisions in two.
    var nanoseconds: InlineArray<4, Double> = [0, 0, 0, 0]
    var preemptionCount = 0
  }

  /// The fewest undisturbed rounds that are judged without the others.
  private static let undisturbedCountMin = 15

  private var rounds: [Round] = []

  mutating func add(_ round: Round) { rounds.append(round) }

  /// Rounds in all.
  public var roundCount: Int { rounds.count }
  /// Rounds in which no thread lost its processor. They alone count, unless
  /// there are too few.
  public var undisturbedCount: Int {
    rounds.count { $0.preemptionCount == 0 }
  }

  private var counted: [Round] {
    undisturbedCount < Self.undisturbedCountMin
      ? rounds : rounds.filter { $0.preemptionCount == 0 }
  }

  /// Bare signatures a second in one thread.
  public var barePerSecond: Double { perSecond(0) }
  /// Decisions a second in one thread.
  public var decisionsPerSecond: Double { perSecond(2) }
  /// Decisions a second in two threads.
  public var decisionsPerSecondOfTwo: Double { perSecond(3) }
  /// How many times as many bare signatures two threads verify.
  public var bareScaling: Double { median { $0[0] / $0[1] } }
  /// How many times as many decisions two threads make.
  public var decisionScaling: Double { median { $0[2] / $0[3] } }
  /// The second scaling in the first, within a round.
  public var scalingRatio: Double {
    median { $0[2] / $0[3] / ($0[0] / $0[1]) }
  }
  /// Decisions in bare signatures, in one thread.
  public var oneThreadRatio: Double { median { $0[0] / $0[2] } }
  /// Decisions in bare signatures, in two threads.
  public var twoThreadRatio: Double { median { $0[1] / $0[3] } }

  private func perSecond(_ phase: Int) -> Double {
    1e9 / median { $0[phase] }
  }

  private func median(
    _ value: (borrowing InlineArray<4, Double>) -> Double
  ) -> Double {
    BenchStatistics.median(counted.map { value($0.nanoseconds) })
  }
}
