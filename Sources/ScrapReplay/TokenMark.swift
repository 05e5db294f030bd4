// SPDX-License-Identifier: Apache-2.0

/// What the store keeps of one token of an accepted chain.
public struct TokenMark: Sendable, BitwiseCopyable {
  /// Issuer and token_id, hashed.
  public var key: MarkKey
  /// Issuer and subject, hashed; counted once per task and key.
  public var ledgerKey: LedgerKey
  /// The token's issued_at, in Unix seconds; held against floor G.
  public var issuedAtSeconds: UInt32
  /// The token's expires_at, in Unix seconds; held against floor E. The mark
  /// is kept until strictly later (E-46).
  public var expiresAtSeconds: UInt32
  /// The token's constraint_rate, if it carries one.
  public var rateLimit: RateLimit?
  /// The journal's slot of an earlier record of the token, for which this one
  /// is to speak: of a mark that a revocation follows; UInt32.max if there is
  /// none. The store's to set.
  public internal(set) var earlierSlot = Entry.uncertainSlot

  /// Makes the mark of one token.
  public init(
    key: MarkKey,
    ledgerKey: LedgerKey,
    issuedAtSeconds: UInt32,
    expiresAtSeconds: UInt32,
    rateLimit: RateLimit?
  ) {
    self.key = key
    self.ledgerKey = ledgerKey
    self.issuedAtSeconds = issuedAtSeconds
    self.expiresAtSeconds = expiresAtSeconds
    self.rateLimit = rateLimit
  }

  /// Fills unused places of a `MarkSet`.
  public static let empty = TokenMark(
    key: MarkKey(high: 0, low: 0),
    ledgerKey: .none,
    issuedAtSeconds: 0,
    expiresAtSeconds: 0,
    rateLimit: nil)
}
