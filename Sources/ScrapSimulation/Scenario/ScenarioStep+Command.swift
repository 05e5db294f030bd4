// SPDX-License-Identifier: Apache-2.0

extension ScenarioStep {
  /// What the operator commands.
  public struct Command: Equatable, Sendable {
    /// The word that expectations and replays call it by.
    public var name: String
    /// Who is to obey.
    public var target: String
    /// What.
    public var content: Content

    /// What a command says; its receipt or answer comes back to the ground.
    public enum Content: Equatable, Sendable {
      /// These of the scenario's issuers are in force, and no others.
      case issuers(inForce: [String])
      /// Floors rise, seconds from the start; nil for none.
      case floors(issuedAfterSeconds: Int?, expiredBeforeSeconds: Int?)
      /// The counters are set to zero.
      case counterReset
      /// The target is to tell its status.
      case statusRequest
    }
  }
}
