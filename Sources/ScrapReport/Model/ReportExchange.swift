// SPDX-License-Identifier: Apache-2.0

/// What a commander asked for, and what he learned.
public struct ReportExchange: Equatable, Sendable {
  /// How an exchange ended for the commander.
  public enum Outcome: String, Equatable, Sendable {
    /// Accept and proof verified.
    case proved
    /// Accept verified, no proof came.
    case unproved
    /// A reject verified.
    case refused
    /// No answer that verified.
    case unanswered
  }

  /// The request's name.
  public var request: String
  /// Who asked.
  public var commander: String
  /// Who was asked.
  public var target: String
  /// When it was first sent, nanoseconds from the origin.
  public var sentAt: UInt64
  /// How often it was sent.
  public var attemptCount: Int
  /// How it ended.
  public var outcome: Outcome
  /// The refusal's name in a reject; nil for others.
  public var refusal: String?
  /// From the first sending to the answer; nil if there was none.
  public var answerNanoseconds: UInt64?
  /// From the first sending to the proof; nil if there was none.
  public var proofNanoseconds: UInt64?

  /// Makes an exchange.
  public init(
    request: String, commander: String, target: String, sentAt: UInt64,
    attemptCount: Int, outcome: Outcome, refusal: String? = nil,
    answerNanoseconds: UInt64? = nil, proofNanoseconds: UInt64? = nil
  ) {
    self.request = request
    self.commander = commander
    self.target = target
    self.sentAt = sentAt
    self.attemptCount = attemptCount
    self.outcome = outcome
    self.refusal = refusal
    self.answerNanoseconds = answerNanoseconds
    self.proofNanoseconds = proofNanoseconds
  }
}
