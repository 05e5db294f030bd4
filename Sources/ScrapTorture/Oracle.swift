// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay

/// What is known without the store: a plain list of what was accepted, and the
/// floors that were durable.
struct Oracle {
  /// Accepted tokens.
  private(set) var accepted: [TokenMark] = []
  private var acceptedIDs: Set<UInt64> = []
  /// Tokens whose mark was begun and not answered: they may count as used.
  private var uncertainExpiries: [UInt64: UInt32] = [:]
  /// The latest expires_at of any token that was presented. Unix seconds.
  private(set) var latestExpirySeconds: UInt64 = 0
  /// Durable floors.
  private(set) var floors = Floors()
  /// Durable versions of operator messages, by kind.
  private(set) var messageVersions = Self.noVersions
  /// The greatest versions that were ever presented.
  private(set) var presentedVersions = Self.noVersions

  private static let noVersions = [UInt64](
    repeating: 0, count: MessageVersions.count)

  func isAccepted(_ token: TokenMark) -> Bool {
    acceptedIDs.contains(token.key.low)
  }

  func isUncertain(_ token: TokenMark) -> Bool {
    uncertainExpiries[token.key.low] != nil
  }

  /// Tokens that a store may have to hold at that time. Unix seconds.
  func liveCount(atSeconds seconds: UInt64) -> Int {
    accepted.count { UInt64($0.expiresAtSeconds) >= seconds }
      + uncertainExpiries.values.count { UInt64($0) >= seconds }
  }

  mutating func accept(_ set: borrowing MarkSet) {
    for index in 0..<set.count {
      let token = set.tokens[index]
      accepted.append(token)
      acceptedIDs.insert(token.key.low)
      uncertainExpiries[token.key.low] = nil
      latestExpirySeconds = max(
        latestExpirySeconds, UInt64(token.expiresAtSeconds))
    }
    floors.timeMarkSeconds = max(floors.timeMarkSeconds, set.loSeconds)
  }

  mutating func doubt(_ set: borrowing MarkSet) {
    for index in 0..<set.count {
      let token = set.tokens[index]
      guard !acceptedIDs.contains(token.key.low) else { continue }
      uncertainExpiries[token.key.low] = token.expiresAtSeconds
      latestExpirySeconds = max(
        latestExpirySeconds, UInt64(token.expiresAtSeconds))
    }
  }

  /// These floors are durable.
  mutating func rely(on floors: Floors) {
    self.floors.expiresAtSeconds = max(
      self.floors.expiresAtSeconds, floors.expiresAtSeconds)
    self.floors.issuedAtSeconds = max(
      self.floors.issuedAtSeconds, floors.issuedAtSeconds)
    self.floors.timeMarkSeconds = max(
      self.floors.timeMarkSeconds, floors.timeMarkSeconds)
  }

  /// These versions are durable.
  mutating func rely(onVersions versions: [UInt64]) {
    messageVersions = zip(messageVersions, versions).map { max($0, $1) }
  }

  /// A message with this version is presented.
  mutating func present(version: UInt64, ofKind kind: Int) {
    presentedVersions[kind] = max(presentedVersions[kind], version)
  }

  /// It was taken.
  mutating func take(version: UInt64, ofKind kind: Int) {
    messageVersions[kind] = max(messageVersions[kind], version)
  }

  /// Whether none is older than it was once durable.
  func areKept(_ versions: [UInt64]) -> Bool {
    zip(messageVersions, versions).allSatisfy { $0 <= $1 }
  }

  /// A loss was reported: nothing is durable until ground has acted.
  mutating func forgetFloors() {
    floors = Floors()
    messageVersions = Self.noVersions
  }
}
