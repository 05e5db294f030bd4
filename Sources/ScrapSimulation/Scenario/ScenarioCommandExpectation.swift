// SPDX-License-Identifier: Apache-2.0

public import ScrapTarget

/// What is to become of an operator's command, or of each of its kind.
public struct ScenarioCommandExpectation: Equatable, Sendable {
  /// A number that an answer is to tell.
  public struct Number: Equatable, Sendable {
    /// As in `SatelliteStatus`.
    public var name: String
    /// Which.
    public var value: UInt64
  }

  /// The command's name, or the name of a token that is revoked.
  public var command: String
  /// What its target made of it each time that it came; nil stands for taken.
  public var verdicts: [OperatorRefusal.Reason?]
  /// What the answer to a status request is to tell.
  public var status: [Number]
}
