// SPDX-License-Identifier: Apache-2.0

/// A token that the ground, or the subject of another one, has issued.
public struct ScenarioToken: Equatable, Sendable {
  /// The word that steps call it by.
  public var name: String
  /// Who signs it, unless it is a delegation: an issuer of the scenario, or the
  /// stranger.
  public var issuer: String
  /// The token that it is delegated under; nil for a root.
  public var parent: String?
  /// Who may use it or delegate it: a satellite's text id.
  public var subject: String
  /// The target: a text id.
  public var audience: String
  /// Capability strings.
  public var capabilities: [String]
  /// When it was issued, seconds from the start.
  public var issuedSeconds: Int
  /// How long it lives.
  public var lifetimeSeconds: Int
  /// How many of its kind there are, each with an id of its own.
  public var count: Int
  /// How much later each of them is issued than the one before.
  public var everySeconds: Int
}
