// SPDX-License-Identifier: Apache-2.0

/// Why the exclusive step refused (step 12 of the order of checks).
public struct ReplayRefusal: Error, Equatable, Sendable, BitwiseCopyable {
  /// The reasons, in the order in which they are tested.
  public enum Reason: UInt8, Sendable, BitwiseCopyable {
    /// The store has not recovered, or is damaged.
    case unavailable
    /// Floor E rose past a token's expires_at since step 4.
    case expired
    /// Floor G rose to a token's issued_at since step 4.
    case issuedBeforeFloor
    /// An (issuer, token_id) of the chain was revoked (E-70).
    case revoked
    /// This very request was accepted before (E-67).
    case alreadyAccepted
    /// An (issuer, token_id) of the chain was used before, or occurs twice in
    /// the chain.
    case replayed
    /// A constraint_rate is exhausted or cannot be judged (E-91).
    case rateExceeded
    /// No room among live entries (E-62), or none within the quota.
    case full
  }

  /// The reason.
  public var reason: Reason
  /// Which token of the chain, 0 is the root; nil if none is to blame.
  public var tokenIndex: UInt8?
  /// What was full; nil unless the reason is `full`.
  public var fill: StoreFill?

  /// Makes a refusal for any reason but `full`.
  public init(_ reason: Reason, tokenIndex: UInt8? = nil) {
    self.reason = reason
    self.tokenIndex = tokenIndex
    self.fill = nil
  }

  /// Makes a refusal for want of room.
  public init(_ fill: StoreFill) {
    self.reason = .full
    self.tokenIndex = nil
    self.fill = fill
  }
}
