// SPDX-License-Identifier: Apache-2.0

/// How full a store is, for telemetry (E-63).
public struct StoreStatistics: Equatable, Sendable, BitwiseCopyable {
  /// Used tokens in the index, expired ones that were not dropped included.
  public var entryCount: UInt32
  /// Used tokens that have room.
  public var entryCapacity: UInt32
  /// When the first of them expires, Unix seconds; nil if there is none.
  public var earliestExpirySeconds: UInt32?
  /// Accepted tasks in the rate ledger, one for each (issuer, subject).
  public var ledgerEventCount: UInt32
  /// Accepted tasks that have room.
  public var ledgerCapacity: UInt32
  /// Tasks up to this instant may have been forgotten: a rate limit whose
  /// window reaches back to it is refused. 0 if none. Unix seconds.
  public var ledgerHorizonSeconds: UInt64
}
