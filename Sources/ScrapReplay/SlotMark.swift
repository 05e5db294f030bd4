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

  /// What memory knows of a mark.
  init(_ entry: Entry) {
    self.init(
      slot: entry.slot, key: entry.key,
      expiresAtSeconds: entry.expiresAtSeconds, isRevocation: entry.isRevoked)
  }

  /// No mark: a slot that needs no record any more.
  static func needless(slot: UInt32) -> SlotMark {
    SlotMark(slot: slot, key: MarkKey(high: 0, low: 0), expiresAtSeconds: 0)
  }
}
