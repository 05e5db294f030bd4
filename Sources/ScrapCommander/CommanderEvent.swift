// SPDX-License-Identifier: Apache-2.0

/// What a commander has done or heard.
public enum CommanderEvent: Equatable, Sendable {
  /// The request was sent, for the first time if `attempt` is 1.
  case requestSent(attempt: Int)
  /// A TaskAccept verified.
  case acceptVerified(AcceptFacts)
  /// The binding was sent, for the first time if `attempt` is 1.
  case bindingSent(attempt: Int)
  /// A ProofOfExecution verified: the exchange is over.
  case proofVerified(ProofFacts)
  /// A TaskReject verified: the exchange is over.
  case rejectVerified(RejectFacts)
  /// A datagram was not believed, or told nothing new.
  case ignored(IgnoredAnswer)
  /// No answer came in time: the exchange is over.
  case gaveUp
}
