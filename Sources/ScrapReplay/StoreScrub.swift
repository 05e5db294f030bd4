// SPDX-License-Identifier: Apache-2.0

/// What one step of looking after a store has done.
public struct StoreScrub: Equatable, Sendable, BitwiseCopyable {
  /// In working memory.
  public var memory = MemoryScrub()
  /// On the medium.
  public var medium = MediumScrub()
}
