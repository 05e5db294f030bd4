// SPDX-License-Identifier: Apache-2.0

/// What a simulation plays: who is there, what they have, what happens, and
/// what is to come of it.
public struct Scenario: Equatable, Sendable {
  /// The word that it is called by.
  public var name: String
  /// One line.
  public var title: String
  /// What it shows.
  public var about: String
  /// Where all chance comes from, unless another seed is asked for.
  public var seed: UInt64
  /// The true time at the start, Unix seconds.
  public var startSeconds: UInt64
  /// How long it goes on.
  public var durationSeconds: Int
  /// Whom the targets' profiles have as issuers.
  public var issuers: [String]
  /// Satellites that decide.
  public var targets: [ScenarioTarget]
  /// Satellites that ask.
  public var commanders: [ScenarioCommander]
  /// Satellites that pass on; text ids.
  public var relays: [String]
  /// Who hears whom.
  public var links: [ScenarioLink]
  /// What the ground has issued.
  public var tokens: [ScenarioToken]
  /// What happens, in any order.
  public var steps: [ScenarioStep]
  /// What is to become of requests.
  public var expectations: [ScenarioExpectation]
  /// What is to become of the operator's commands.
  public var commandExpectations: [ScenarioCommandExpectation]
  /// What is to be counted in the end.
  public var totals: ScenarioTotals

  /// The issuer of whoever names none.
  public static let issuer = "operator"

  /// Signs tokens, and is in nobody's profile.
  public static let stranger = "stranger"

  /// The operator's own station; links may name it.
  public static let ground = "ground"
}
