// SPDX-License-Identifier: Apache-2.0

/// What a receipt says, every signature of it verified: an accept, a reject, or
/// both.
public struct ReceiptFacts: Equatable, Sendable {
  /// The request.
  public var request: SignedRequest
  /// What was accepted.
  public var accept: AcceptFacts?
  /// What was executed.
  public var proof: ProofFacts?
  /// What was refused.
  public var reject: RejectFacts?

  /// How far it goes.
  public var state: ReceiptState {
    if proof != nil { return .proved }
    return accept == nil ? .refused : .accepted
  }
}
