// SPDX-License-Identifier: Apache-2.0

/// A promise that was broken.
public struct Violation: Equatable, Sendable {
  /// The promises.
  public enum Rule: String, Equatable, Sendable {
    /// No token is accepted twice, ever.
    case replay = "S1"
    /// Nothing is accepted before recovery has finished.
    case early = "S2"
    /// Nothing is accepted that a stated rule refuses.
    case forbidden = "rule"
    /// A token that was never accepted is refused only by a stated rule, and a
    /// refusal changes nothing.
    case unfounded = "S3"
    /// Once power is back a fresh token is accepted, unless the store is full
    /// of live entries or a loss was reported.
    case dead = "L1"
    /// A floor is never lower than it was once durable.
    case floor = "floor"
    /// A loss that must be noticed was not.
    case unnoticed = "loss"
    /// Trusted time holds the truth as long as one of three sources lies.
    case time = "time"
  }

  /// Which promise.
  public let rule: Rule
  /// What happened, in words.
  public let text: String

  init(rule: Rule, text: String) {
    self.rule = rule
    self.text = text
  }

  /// What a life has found.
  init(_ life: LifeViolation) {
    let rule: Rule =
      switch life.rule {
      case .acceptedTwice: .replay
      case .acceptedEarly: .early
      case .acceptedWrongly, .acceptedExpired, .acceptedRevoked,
        .acceptedDisabled, .commandWrong:
        .forbidden
      case .refusedWrongly, .stateChanged: .unfounded
      case .notReady, .timeMissing: .dead
      case .timeWrong: .time
      case .lossUnseen: .unnoticed
      case .floorWrong: .floor
      }
    self.init(rule: rule, text: life.description)
  }
}
