// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier

/// A satellite's profile, packed once for all lives; it never changes, so that
/// any thread may read it.
final class LifeProfile: @unchecked Sendable {
  /// The satellite's text id.
  static let satelliteID = "SENTINEL-2C-62261"
  /// No earlier time is believed, Unix seconds.
  static let earliestTimeSeconds: UInt64 = 1_700_000_000

  let issuerCount: Int
  let limits: ProfileLimits
  /// The profile as the ground has it.
  let satellite: SatelliteProfile
  private let record: ProfileRecord

  /// The profiles of lives: few and many issuers, narrow and wide limits.
  static let all: [LifeProfile] = [
    LifeProfile(issuerCount: 1, skew: 30, lifetime: 604_800, depth: 3),
    LifeProfile(issuerCount: 3, skew: 30, lifetime: 604_800, depth: 2),
    LifeProfile(issuerCount: 2, skew: 60, lifetime: 86_400, depth: 3),
    LifeProfile(issuerCount: 2, skew: 0, lifetime: 604_800, depth: 1),
  ]

  private init(
    issuerCount: Int, skew: UInt8, lifetime: UInt32, depth: UInt8
  ) {
    self.issuerCount = issuerCount
    limits = ProfileLimits(
      maxTokenLifetimeSeconds: lifetime, clockSkewSeconds: skew,
      maxChainDepth: depth, replayCapacity: 64,
      earliestTimeSeconds: Self.earliestTimeSeconds)
    let parties = LifeParties.all
    satellite = SatelliteProfile(
      satelliteID: Self.satelliteID,
      identityKey: parties[LifeParties.satellite].publicKey,
      issuers: parties[0..<issuerCount].map(\.publicKey),
      operationsKeys: [parties[LifeParties.operations].publicKey],
      limits: limits)
    do {
      record = try ProfileRecord(packing: satellite)
    } catch {
      preconditionFailure("the profile can be packed: \(error)")
    }
  }

  /// The satellite's view of the record.
  func view() -> Profile {
    do {
      return try record.profile(place: "the profile of a life")
    } catch {
      preconditionFailure("the record is sound: \(error)")
    }
  }
}
