// SPDX-License-Identifier: Apache-2.0

/// A mark that a journal found during recovery.
public struct RecoveredMark: Equatable, Sendable, BitwiseCopyable {
  /// Issuer and token_id, hashed.
  public var key: MarkKey
  /// Issuer and subject, hashed; `none` if it is not counted.
  public var ledgerKey: LedgerKey
  /// The root's issuer and subject, hashed: whose share of the store the mark
  /// counts against. `none` if the root's record is gone.
  public var rootKey: LedgerKey
  /// The token's expires_at, Unix seconds.
  public var expiresAtSeconds: UInt32
  /// The upper bound of trusted time when the task was accepted, Unix seconds.
  public var hiSeconds: UInt32
  /// Where the journal keeps the record, see `MarkJournal/requestDigest`.
  public var slot: UInt32
  /// The token was revoked (E-70).
  public var isRevocation: Bool
  /// Whether the record is there at every later start, or missed. Not so for
  /// one that a cut may have left in a part of the copies, and not known of one
  /// that is handed on out of order: neither takes another's place.
  public var isCertain: Bool

  /// Makes a mark of what a record says.
  public init(
    key: MarkKey,
    ledgerKey: LedgerKey,
    rootKey: LedgerKey,
    expiresAtSeconds: UInt32,
    hiSeconds: UInt32,
    slot: UInt32,
    isRevocation: Bool = false,
    isCertain: Bool = true
  ) {
    self.key = key
    self.ledgerKey = ledgerKey
    self.rootKey = rootKey
    self.expiresAtSeconds = expiresAtSeconds
    self.hiSeconds = hiSeconds
    self.slot = slot
    self.isRevocation = isRevocation
    self.isCertain = isCertain
  }
}

/// Takes the marks that a journal finds, oldest first; those that are not
/// certain in any order.
public protocol RecordSink: ~Copyable {
  /// Begins a recovery: whatever was taken before is void. Records that expire
  /// before floor E no longer matter; tasks up to `ledgerHorizonSeconds` may be
  /// missing.
  mutating func begin(floors: Floors, ledgerHorizonSeconds: UInt64)

  /// Takes one mark; the same key may come twice.
  mutating func take(_ mark: RecoveredMark)
}
