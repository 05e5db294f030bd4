// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapVerifier
import ScrapWire

/// Who a satellite is and whom it trusts, as the ground writes it down.
///
/// On board the same stands in a checked binary record, see `ProfileRecord`.
public struct SatelliteProfile: Equatable, Sendable {
  /// satellite_id: the satellite's text id, 1 to 64 bytes (E-30).
  public var satelliteID: String
  /// identity_pubkey: its compressed key, 33 bytes on the curve.
  public var identityKey: [UInt8]
  /// issuers: 1 to 4 keys whose root tokens are trusted (E-39).
  public var issuers: [[UInt8]]
  /// subjects: text ids and their keys (E-34).
  public var subjects: [String: [UInt8]]
  /// operations_keys: 0 to 4 keys that sign operator messages.
  public var operationsKeys: [[UInt8]]
  /// limits.
  public var limits: ProfileLimits

  /// Makes a profile; nothing is checked before it is packed.
  public init(
    satelliteID: String,
    identityKey: [UInt8],
    issuers: [[UInt8]],
    subjects: [String: [UInt8]] = [:],
    operationsKeys: [[UInt8]] = [],
    limits: ProfileLimits = ProfileLimits()
  ) {
    self.satelliteID = satelliteID
    self.identityKey = identityKey
    self.issuers = issuers
    self.subjects = subjects
    self.operationsKeys = operationsKeys
    self.limits = limits
  }

  /// The key of a token's subject: its own, or the one listed for its id;
  /// nil if the id is not listed.
  public func key(of subject: [UInt8]) -> [UInt8]? {
    if Identity.isKey(subject.span) { return subject }
    return subjects[String(decoding: subject, as: UTF8.self)]
  }

  /// The presenter that a laboratory assumes for a chain alone: the leaf's
  /// own subject; nil if it is not known or not on the curve.
  public func peer(presenting item: Item) -> Peer? {
    guard let presented = Presented(item), let key = key(of: presented.subject)
    else { return nil }
    return Peer(compressed: key.span)
  }
}
