// SPDX-License-Identifier: Apache-2.0

public import ScrapVerifier

/// What is to be counted in the end; nil is not looked at.
public struct ScenarioTotals: Equatable, Sendable {
  /// A refusal and how often it is to come.
  public struct Refused: Equatable, Sendable {
    /// Which.
    public var reason: Reason
    /// How often.
    public var count: Int
  }

  /// Tasks that were granted.
  public var granted: Int?
  /// Every refusal that is to come; one that is not named is not to come.
  public var refused: [Refused]?
  /// Starts after a loss of power.
  public var restarts: Int?
  /// Trusted intervals that did not hold the true time.
  public var falseTimes: Int?

  /// Nothing is looked at.
  public init() {}
}
