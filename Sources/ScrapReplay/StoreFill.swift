// SPDX-License-Identifier: Apache-2.0

/// What was full when a store refused for want of room (E-62, E-63).
public struct StoreFill: Equatable, Sendable, BitwiseCopyable {
  /// What was full of tokens that have not expired.
  public enum Cause: UInt8, Sendable, BitwiseCopyable {
    /// Every entry is taken.
    case entries
    /// What is left is kept for tokens that are not delegated.
    case directShare
    /// The chain's root subject has as many entries as one may have.
    case rootSubject
    /// The journal: its oldest records are still live.
    case journal
  }

  /// What was full.
  public var cause: Cause
  /// Used tokens in the index.
  public var entryCount: UInt32
  /// Used tokens that have room.
  public var entryCapacity: UInt32

  /// Makes a fill level.
  public init(_ cause: Cause, entryCount: UInt32, entryCapacity: UInt32) {
    self.cause = cause
    self.entryCount = entryCount
    self.entryCapacity = entryCapacity
  }
}
