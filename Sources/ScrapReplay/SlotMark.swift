// SPDX-License-Identifier: Apache-2.0

/// A mark, and the slot that its record has or had.
public struct SlotMark: Equatable, Sendable, BitwiseCopyable {
  /// The journal's slot.
  public var slot: UInt32
  /// Issuer and token_id, hashed.
  public var key: MarkKey
  /// The token's expires_at, Unix seconds; 0 for a slot that needs no record
  /// any more.
  public var expiresAtSeconds: UInt32
  /// The token was revoked (E-70).
  public var isRevocation: Bool

  /// Makes a mark.
  public init(
    slot: UInt32, key: MarkKey, expiresAtSeconds: UInt32,
    isRevocation: Bool = false
  ) {
    self.slot = slot
    self.key = key
    self.expiresAtSeconds = expiresAtSeconds
    self.isRevocation = isRevocation
  }
}
