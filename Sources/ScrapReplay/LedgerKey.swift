// SPDX-License-Identifier: Apache-2.0

/// The identity under which accepted tasks are counted for constraint_rate:
/// 64 bits of a hash over a token's issuer and subject (E-91).
///
/// A collision can only make more tokens refused. Zero stands for "do not
/// count", see `TokenMark/ledgerKey`.
public struct LedgerKey: Equatable, Sendable, BitwiseCopyable {
  /// The hash, big-endian.
  public var value: UInt64

  /// Makes a key of 64 hash bits.
  public init(_ value: UInt64) { self.value = value }

  /// Counts nothing.
  public static let none = LedgerKey(0)
}
