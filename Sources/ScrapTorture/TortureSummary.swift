// SPDX-License-Identifier: Apache-2.0

/// What became of a run so far.
public struct TortureSummary: Sendable {
  /// The campaigns, in the order of `tallies`.
  public let campaigns: [Campaign]
  /// What was tried, campaign by campaign.
  public private(set) var tallies: [Tally]
  /// Trials that broke a promise, in order of campaign and number.
  public private(set) var failures: [TrialReport] = []
  /// How long it took.
  public internal(set) var elapsed: Duration = .zero

  /// Failures that are kept of each campaign.
  private static let failureCountMax = 3

  init(campaigns: [Campaign]) {
    self.campaigns = campaigns
    tallies = Array(repeating: Tally(), count: campaigns.count)
  }

  /// All campaigns together.
  public var total: Tally { tallies.reduce(into: Tally()) { $0 += $1 } }

  /// The elapsed time in seconds.
  public var elapsedSeconds: Double {
    let parts = elapsed.components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }

  mutating func add(_ report: TrialReport, _ campaign: Int) {
    tallies[campaign] += report.tally
    guard report.violation != nil else { return }
    // Threads end in any order; which failures are kept must not depend on it.
    failures.append(report)
    failures.sort { ($0.campaign, $0.number) < ($1.campaign, $1.number) }
    let known = failures.filter { $0.campaign == report.campaign }
    if known.count > Self.failureCountMax, let last = known.last {
      failures.removeAll { $0 == last }
    }
  }
}
