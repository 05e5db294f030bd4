// SPDX-License-Identifier: Apache-2.0

/// What one step of a scrub of working memory has done.
public struct MemoryScrub: Equatable, Sendable, BitwiseCopyable {
  /// Buckets that were checked, each with the entries it names.
  public var bucketCount: UInt32 = 0
  /// Votes in which one of three copies differed and was set right.
  public var repairedVoteCount: UInt32 = 0
  /// Damage was found, and memory was made anew from the journal.
  public var isRebuilt = false
  /// Everything has been checked since the last pass was complete.
  public var isPassComplete = false
}
