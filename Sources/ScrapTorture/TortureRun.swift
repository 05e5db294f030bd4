// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Campaigns in rounds, on several threads.
///
/// Which trials a round has is fixed; how many rounds fit into a time is not.
public struct TortureRun: Sendable {
  /// When a run ends.
  public enum End: Equatable, Sendable {
    /// After so many rounds of all campaigns.
    case rounds(Int)
    /// After so much time, within a round; one trial at least.
    case time(Duration)
    /// After this one trial of each campaign.
    case trial(Int)
  }

  /// Where every random choice comes from.
  public let seed: UInt64
  /// What is tried.
  public let campaigns: [Campaign]
  /// When it ends.
  public let end: End
  /// Trials at once; as many as there are processors run at a time.
  public let threadCount: Int

  /// Makes a run.
  public init(
    seed: UInt64, campaigns: [Campaign], end: End, threadCount: Int
  ) {
    self.seed = seed
    self.campaigns = campaigns
    self.end = end
    self.threadCount = threadCount
  }

  /// Runs to the end.
  ///
  /// - Parameters:
  ///   - begin: Called before each trial, from any thread: should the code
  ///     under test trap, this was the trial.
  ///   - progress: Called after each trial, from any thread, with what was done
  ///     so far.
  /// - Returns: What became of it.
  public func run(
    begin: @escaping @Sendable (_ campaign: Campaign, _ number: Int) -> Void = {
      _, _ in
    },
    progress: @escaping @Sendable (TortureSummary) -> Void = { _ in }
  ) async -> TortureSummary {
    let state = State(summary: TortureSummary(campaigns: campaigns))
    let start = ContinuousClock.now
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, threadCount) {
        group.addTask { work(state, since: start, begin, progress) }
      }
    }
    return state.current(since: start)
  }

  private func work(
    _ state: State, since start: ContinuousClock.Instant,
    _ begin: @Sendable (_ campaign: Campaign, _ number: Int) -> Void,
    _ progress: @Sendable (TortureSummary) -> Void
  ) {
    while let (campaign, number) = trial(state.next(), since: start) {
      begin(campaigns[campaign], number)
      let report = campaigns[campaign].run(seed: seed, number: number)
      state.add(report, campaign)
      progress(state.current(since: start))
    }
  }

  /// The campaign and number of the nth trial of the run; nil at the end.
  private func trial(
    _ index: Int, since start: ContinuousClock.Instant
  ) -> (campaign: Int, number: Int)? {
    if case .trial(let number) = end {
      return index < campaigns.count ? (index, number) : nil
    }
    let perRound = campaigns.reduce(0) { $0 + $1.trialsPerRound }
    let round = index / perRound
    switch end {
    case .rounds(let count) where round >= count: return nil
    case .time(let limit)
    where index > 0 && ContinuousClock.now - start >= limit:
      return nil
    default: break
    }
    var rest = index % perRound
    for (place, campaign) in campaigns.enumerated() {
      if rest < campaign.trialsPerRound {
        return (place, round * campaign.trialsPerRound + rest)
      }
      rest -= campaign.trialsPerRound
    }
    return nil
  }

  /// What the threads share.
  private final class State: Sendable {
    private struct Shared {
      var next = 0
      var summary: TortureSummary
    }

    private let shared: Mutex<Shared>

    init(summary: TortureSummary) {
      shared = Mutex(Shared(summary: summary))
    }

    func next() -> Int {
      shared.withLock { shared in
        defer { shared.next += 1 }
        return shared.next
      }
    }

    func add(_ report: TrialReport, _ campaign: Int) {
      shared.withLock { $0.summary.add(report, campaign) }
    }

    func current(since start: ContinuousClock.Instant) -> TortureSummary {
      shared.withLock { shared in
        shared.summary.elapsed = ContinuousClock.now - start
        return shared.summary
      }
    }
  }
}
