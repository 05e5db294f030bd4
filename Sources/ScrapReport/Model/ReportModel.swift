// SPDX-License-Identifier: Apache-2.0

/// What a report tells: filled by a simulation from virtual time, or by a
/// contact from what it saw on the wire.
///
/// Times are nanoseconds from `originSeconds`; nothing in a report is taken
/// from anywhere else, so that the same model gives the same bytes.
public struct ReportModel: Equatable, Sendable {
  /// One line.
  public var title: String
  /// What was tried, in a sentence or two.
  public var summary: String
  /// What the times are worth.
  public var basis: ReportBasis
  /// When it began, Unix seconds.
  public var originSeconds: UInt64
  /// How long it went on.
  public var durationNanoseconds: UInt64
  /// The line that makes this report again.
  public var command: String
  /// What was to happen, and whether it did; empty if nothing was asked.
  public var checks: [ReportCheck] = []
  /// The bands of the timeline, top to bottom.
  public var lanes: [ReportLane] = []
  /// What commanders asked for, in the order of asking.
  public var exchanges: [ReportExchange] = []
  /// What targets decided, in the order of deciding.
  public var verdicts: [ReportVerdict] = []
  /// The stores of used tokens.
  public var stores: [ReportStore] = []
  /// Numbers besides, a name and a value each.
  public var figures: [ReportFigure] = []

  /// Makes a report with nothing in it yet.
  public init(
    title: String, summary: String, basis: ReportBasis,
    originSeconds: UInt64, durationNanoseconds: UInt64, command: String
  ) {
    self.title = title
    self.summary = summary
    self.basis = basis
    self.originSeconds = originSeconds
    self.durationNanoseconds = durationNanoseconds
    self.command = command
  }

  /// Checks that did not hold.
  public var differences: [ReportCheck] { checks.filter { !$0.hasHeld } }

  /// How long decisions took, from arrival to verdict.
  public var decisionLatency: LatencySummary {
    LatencySummary(verdicts.compactMap(\.latencyNanoseconds))
  }

  /// The same of accepts alone, which wait for their mark, or of refusals.
  func decisionLatency(isAccept: Bool) -> LatencySummary {
    LatencySummary(
      verdicts.filter { ($0.reason == nil) == isAccept }
        .compactMap(\.latencyNanoseconds))
  }

  /// How long commanders waited for their answer.
  public var roundTrip: LatencySummary {
    LatencySummary(exchanges.compactMap(\.answerNanoseconds))
  }
}
