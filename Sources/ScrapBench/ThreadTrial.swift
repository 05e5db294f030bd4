// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// Decisions in one thread and in two, over one shared store, beside the bare
/// signatures of the same tokens: everything but the exclusive step is done in
/// both threads at once.
public struct ThreadTrial {
  private let suite: BenchSuite
  private let roundCount: Int
  /// Tokens that each thread verifies in one round.
  private let tokenCount: Int

  /// - Parameters:
  ///   - suite: issues the tokens.
  ///   - roundCount: rounds that count.
  ///   - tokenCount: tokens that each thread verifies in one round.
  public init(suite: BenchSuite, roundCount: Int, tokenCount: Int) {
    self.suite = suite
    self.roundCount = roundCount
    self.tokenCount = tokenCount
  }

  /// Measures; every outcome is checked.
  ///
  /// - Parameter progress: told the number of each round before it begins.
  /// - Returns: every round that counts.
  /// - Throws: if tokens or store cannot be made.
  public func run(progress: (Int) -> Void) throws -> ThreadResult {
    // One thread's tokens and two threads' tokens of each round.
    let perRound = 3 * tokenCount
    let tokens = try (0..<(roundCount + 1) * perRound).map { _ in
      try suite.rootToken()
    }
    let satellite = try BenchSatellite(
      profile: suite.profile(), lock: BenchLock(), entryCount: 10_000,
      spare: tokens.count)
    let chains = tokens.map { suite.presentation(of: [$0]) }
    let verifyBare = try suite.bareSignature(of: tokens)
    var result = ThreadResult()
    for round in 0...roundCount {
      progress(round)
      var times = ThreadResult.Round()
      let first = round * perRound
      for turn in 0..<4 {
        let phase = (round + turn) % 4
        let threadCount = 1 + phase % 2
        let start = first + (threadCount == 1 ? 0 : tokenCount)
        let outcome = measure(threadCount) { operation in
          if phase < 2 {
            verifyBare(start + operation)
          } else {
            chains[start + operation].verify(by: satellite)
          }
        } preparing: {
          verifyBare(0)
        }
        times.nanoseconds[phase] =
          outcome.nanoseconds / Double(threadCount * tokenCount)
        times.preemptionCount += outcome.preemptionCount
      }
      if round > 0 { result.add(times) }
    }
    return result
  }

  private func measure(
    _ threadCount: Int, operate: @escaping (Int) -> Void,
    preparing: @escaping () -> Void
  ) -> (nanoseconds: Double, preemptionCount: Int) {
    let tokenCount = tokenCount
    let run = ParallelRun(threadCount: threadCount, prepare: preparing) {
      for operation in $0 * tokenCount..<($0 + 1) * tokenCount {
        operate(operation)
      }
    }
    return run.run()
  }
}
