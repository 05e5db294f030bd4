// SPDX-License-Identifier: Apache-2.0

public import ScrapReport
public import ScrapVerifier

/// What is to become of a request, or of each of its kind.
public struct ScenarioExpectation: Equatable, Sendable {
  /// The request's name.
  public var request: String
  /// The verdicts of its target, in order; nil stands for accept. Repeated
  /// messages bring more verdicts, see `repeats`.
  public var verdicts: [Reason?]
  /// Verdicts that may follow, any number of each; none if it is empty.
  public var repeats: [Reason]
  /// How it ends for the commander; nil for any way.
  public var outcome: ReportExchange.Outcome?
}
