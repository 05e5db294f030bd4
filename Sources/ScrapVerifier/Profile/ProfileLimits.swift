// SPDX-License-Identifier: Apache-2.0

import ScrapReplay

/// The limits that an operator may set for one satellite.
public struct ProfileLimits: Equatable, Sendable, BitwiseCopyable {
  /// How long a token may still live, 1 to 604800 (E-50).
  public var maxTokenLifetimeSeconds: UInt32
  /// How far issued_at and the request's time may lie ahead, 0 to 60 (E-47).
  public var clockSkewSeconds: UInt8
  /// Delegations above a root, 0 (none) to 3 (E-76).
  public var maxChainDepth: UInt8
  /// Used tokens that the store remembers, 1 to 16,777,214.
  public var replayCapacity: UInt32
  /// No time before this one is believed: when this profile or image was made
  /// (E-54). Unix seconds.
  public var earliestTimeSeconds: UInt64
  /// Of the capacity, what one root subject's chains may take, 1 to 100;
  /// percent.
  public var replayRootSubjectPercent: UInt8
  /// Of the capacity, what is kept for tokens that are not delegated, 1 to 50;
  /// percent.
  public var replayDirectPercent: UInt8

  /// The greatest lifetime that may be set (SCRAP §10.4.4).
  public static let tokenLifetimeSecondsMax: UInt32 = 604_800
  /// The greatest skew that may be set (E-47).
  public static let clockSkewSecondsMax: UInt8 = 60
  /// The greatest capacity that a store's index can have.
  public static let replayCapacityMax: UInt32 = 16_777_214
  /// The greatest depth that may be set.
  public static let chainDepthMax: UInt8 = 3
  /// What one root subject may take unless the profile says otherwise.
  public static let rootSubjectPercentDefault: UInt8 = 50
  /// The greatest share of one root subject that may be set: all.
  public static let rootSubjectPercentMax: UInt8 = 100
  /// What is kept for direct tokens unless the profile says otherwise.
  public static let directPercentDefault: UInt8 = 5
  /// The greatest share for direct tokens that may be set.
  public static let directPercentMax: UInt8 = 50

  /// Makes limits; the defaults are the specification's.
  public init(
    maxTokenLifetimeSeconds: UInt32 = 604_800,
    clockSkewSeconds: UInt8 = 30,
    maxChainDepth: UInt8 = 3,
    replayCapacity: UInt32 = 10_000,
    earliestTimeSeconds: UInt64 = 0,
    replayRootSubjectPercent: UInt8 = rootSubjectPercentDefault,
    replayDirectPercent: UInt8 = directPercentDefault
  ) {
    self.maxTokenLifetimeSeconds = maxTokenLifetimeSeconds
    self.clockSkewSeconds = clockSkewSeconds
    self.maxChainDepth = maxChainDepth
    self.replayCapacity = replayCapacity
    self.earliestTimeSeconds = earliestTimeSeconds
    self.replayRootSubjectPercent = replayRootSubjectPercent
    self.replayDirectPercent = replayDirectPercent
  }

  /// Whether every limit is in its range.
  public var isValid: Bool {
    maxTokenLifetimeSeconds > 0
      && maxTokenLifetimeSeconds <= Self.tokenLifetimeSecondsMax
      && clockSkewSeconds <= Self.clockSkewSecondsMax
      && maxChainDepth <= Self.chainDepthMax
      && replayCapacity > 0 && replayCapacity <= Self.replayCapacityMax
      && replayRootSubjectPercent > 0
      && replayRootSubjectPercent <= Self.rootSubjectPercentMax
      && replayDirectPercent > 0
      && replayDirectPercent <= Self.directPercentMax
  }

  /// How a store of a capacity is to be shared out.
  public func quota(entryCapacity: UInt32) -> ReplayQuota {
    ReplayQuota(
      directPercent: replayDirectPercent,
      rootSubjectPercent: replayRootSubjectPercent,
      entryCapacity: entryCapacity)
  }
}
