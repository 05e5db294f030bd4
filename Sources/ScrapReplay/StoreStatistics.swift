// SPDX-License-Identifier: Apache-2.0

/// How full a store is, for telemetry (E-63).
public struct StoreStatistics: Equatable, Sendable, BitwiseCopyable {
  /// Used tokens in the index, expired ones that were not dropped included.
  public var entryCount: UInt32 = 0
  /// Used tokens that have room.
  public var entryCapacity: UInt32 = 0
  /// When the first of them expires, Unix seconds; nil if there is none.
  public var earliestExpirySeconds: UInt32?
  /// Accepted tasks in the rate ledger, one for each (issuer, subject).
  public var ledgerEventCount: UInt32 = 0
  /// Accepted tasks that have room.
  public var ledgerCapacity: UInt32 = 0
  /// Tasks up to this instant may have been forgotten: a rate limit whose
  /// window reaches back to it is refused. 0 if none. Unix seconds.
  public var ledgerHorizonSeconds: UInt64 = 0
  /// Entries kept for tokens that are not delegated.
  public var directShareCount: UInt32 = 0
  /// The most entries of one root subject.
  public var rootSubjectCountMax: UInt32 = 0
  /// No root subject has more entries than this; 0 if it cannot be told.
  public var rootSubjectCountGreatest: UInt32 = 0
  /// No more entries are of revoked tokens; 0 if it cannot be told.
  public var revokedCount: UInt32 = 0
  /// How often working memory was found damaged and made anew from the
  /// journal, since the start (E-45).
  public var rebuildCount: UInt32 = 0
  /// How often one of three copies of a value was set right.
  public var repairedVoteCount: UInt32 = 0

  /// All zero.
  public init() {}
}
