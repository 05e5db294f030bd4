// SPDX-License-Identifier: Apache-2.0

/// What never decreases in a store. Each only ever makes more tokens refused.
public struct Floors: Equatable, Sendable, BitwiseCopyable {
  /// E: a token with expires_at < E is refused, `expired`. Durable before any
  /// entry is dropped. Unix seconds.
  public var expiresAtSeconds: UInt64
  /// G: a token with issued_at <= G is refused, `issued_before_floor`. Raised
  /// when marks may have been lost (E-65). Unix seconds.
  public var issuedAtSeconds: UInt64
  /// The greatest lower bound of trusted time the store has seen (E-55). Unix
  /// seconds.
  public var timeMarkSeconds: UInt64

  /// Makes floors; all zero refuses only what was issued at 0.
  public init(
    expiresAtSeconds: UInt64 = 0,
    issuedAtSeconds: UInt64 = 0,
    timeMarkSeconds: UInt64 = 0
  ) {
    self.expiresAtSeconds = expiresAtSeconds
    self.issuedAtSeconds = issuedAtSeconds
    self.timeMarkSeconds = timeMarkSeconds
  }
}
