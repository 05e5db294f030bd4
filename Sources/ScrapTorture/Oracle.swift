// SPDX-License-Identifier: Apache-2.0

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
  }

  /// A loss was reported: nothing is durable until ground has acted.
  mutating func forgetFloors() { floors = Floors() }
}
