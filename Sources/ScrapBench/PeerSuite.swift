// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// The cases that stand beside other programs' in `Scripts/bench-peers`: a
/// token serves once, so that there are only so many quanta of each.
public final class PeerSuite {
  /// One quantum of a case.
  public struct Quantum: Sendable {
    /// Of one operation.
    public let nanoseconds: Double
    /// Operations in the quantum.
    public let operationCount: Int
    /// How often the kernel took the processor away meanwhile.
    public let preemptionCount: Int
  }

  /// The cases, in their order.
  public let cases: [BenchCase]
  private let roundCount: Int
  private var nextRound: [String: Int] = [:]

  /// What stands beside other programs.
  private static let names = [
    "signature", "token_hash", "request", "chain_depth_0", "chain_depth_1",
    "chain_depth_2", "chain_depth_3", "refuse_truncated", "refuse_expired",
    "refuse_wrong_audience", "refuse_replayed", "synced_append",
    "synced_appends", "durable_mark",
  ]

  /// - Parameters:
  ///   - roundCount: quanta that each case has.
  ///   - directory: where durable marks go.
  /// - Throws: if tokens or stores cannot be made.
  public init(roundCount: Int, directory: String) throws {
    self.roundCount = roundCount
    let suite = try BenchSuite(
      plan: BenchSuite.Plan(
        roundCount: roundCount, groups: [.accept, .refusals, .durable],
        directory: directory))
    cases = try suite.cases().filter { Self.names.contains($0.name) }
  }

  /// Does the next quantum of a case.
  ///
  /// - Parameter name: the case's.
  /// - Returns: what it came to; nil if there is no such case or no quantum
  ///   left.
  public func quantum(of name: String) -> Quantum? {
    let round = nextRound[name, default: 0]
    guard round < roundCount,
      let benchCase = cases.first(where: { $0.name == name })
    else { return nil }
    nextRound[name] = round + 1
    let outcome = Bench.quantum(of: benchCase, round: round)
    return Quantum(
      nanoseconds: outcome.nanoseconds,
      operationCount: benchCase.operationCount,
      preemptionCount: outcome.preemptionCount)
  }
}
