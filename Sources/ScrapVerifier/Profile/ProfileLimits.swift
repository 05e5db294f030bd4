// SPDX-License-Identifier: Apache-2.0

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

  /// The greatest lifetime that may be set (SCRAP §10.4.4).
  public static let tokenLifetimeSecondsMax: UInt32 = 604_800
  /// The greatest skew that may be set (E-47).
  public static let clockSkewSecondsMax: UInt8 = 60
  /// The greatest capacity that a store's index can have.
  public static let replayCapacityMax: UInt32 = 16_777_214
  /// The greatest depth that may be set.
  public static let chainDepthMax: UInt8 = 3

  /// Makes limits; the defaults are the specification's.
  public init(
    maxTokenLifetimeSeconds: UInt32 = 604_800,
    clockSkewSeconds: UInt8 = 30,
    maxChainDepth: UInt8 = 3,
    replayCapacity: UInt32 = 10_000,
    earliestTimeSeconds: UInt64 = 0
  ) {
    self.maxTokenLifetimeSeconds = maxTokenLifetimeSeconds
    self.clockSkewSeconds = clockSkewSeconds
    self.maxChainDepth = maxChainDepth
    self.replayCapacity = replayCapacity
    self.earliestTimeSeconds = earliestTimeSeconds
  }

  /// Whether every limit is in its range.
  public var isValid: Bool {
    maxTokenLifetimeSeconds > 0
      && maxTokenLifetimeSeconds <= Self.tokenLifetimeSecondsMax
      && clockSkewSeconds <= Self.clockSkewSecondsMax
      && maxChainDepth <= Self.chainDepthMax
      && replayCapacity > 0 && replayCapacity <= Self.replayCapacityMax
  }
}
