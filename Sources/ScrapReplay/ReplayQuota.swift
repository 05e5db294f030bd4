// SPDX-License-Identifier: Apache-2.0

/// How the room of a store is shared out, so that one commander's tokens, or
/// one delegate's, cannot take all of it.
public struct ReplayQuota: Equatable, Sendable, BitwiseCopyable {
  /// Entries kept for tokens that are not delegated: a chain of two or more is
  /// refused if fewer than this would stay free.
  public var directShareCount: UInt32
  /// The most entries whose chains begin with the same issuer and subject.
  public var rootSubjectCountMax: UInt32

  /// Makes a quota of two numbers of entries.
  public init(directShareCount: UInt32, rootSubjectCountMax: UInt32) {
    self.directShareCount = directShareCount
    self.rootSubjectCountMax = rootSubjectCountMax
  }

  /// Makes a quota of shares of a capacity.
  ///
  /// - Parameters:
  ///   - directPercent: What is kept for tokens that are not delegated, 0 to
  ///     100; rounded down.
  ///   - rootSubjectPercent: What one root subject may take, 1 to 100; four
  ///     entries at least, the longest chain.
  ///   - entryCapacity: Used tokens that the store has room for.
  public init(
    directPercent: UInt8, rootSubjectPercent: UInt8, entryCapacity: UInt32
  ) {
    // At most 100 x 16,777,214: fits.
    directShareCount = entryCapacity * UInt32(directPercent) / 100
    rootSubjectCountMax = max(
      4, entryCapacity * UInt32(rootSubjectPercent) / 100)
  }

  /// 5 % for tokens that are not delegated, 50 % for one root subject.
  public static func standard(entryCapacity: UInt32) -> ReplayQuota {
    ReplayQuota(
      directPercent: 5, rootSubjectPercent: 50, entryCapacity: entryCapacity)
  }

  /// Nothing is kept back, and one root subject may take all.
  public static let unlimited = ReplayQuota(
    directShareCount: 0, rootSubjectCountMax: .max)
}
