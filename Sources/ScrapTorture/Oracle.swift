// SPDX-License-Identifier: Apache-2.0

import ScrapReplay

/// What is known without the store: a plain list of what was accepted, and the
/// floors that were durable.
struct Oracle {
  /// Accepted tokens.
  private(set) var accepted: [TokenMark] = []
  private var acceptedIDs: Set<UInt64> = []
  /// Tokens whose mark was begun and not answered: they may count as used.
  private(set) var uncertainIDs: Set<UInt64> = []
  /// The latest expires_at of any token that was presented. Unix seconds.
  private(set) var latestExpirySeconds: UInt64 = 0
  /// Durable floors.
  private(set) var floors = Floors()

  func isAccepted(_ token: TokenMark) -> Bool {
    acceptedIDs.contains(token.key.low)
  }

  func isUncertain(_ token: TokenMark) -> Bool {
    uncertainIDs.contains(token.key.low)
  }

  mutating func accept(_ set: borrowing MarkSet) {
    for index in 0..<set.count {
      let token = set.tokens[index]
      accepted.append(token)
      acceptedIDs.insert(token.key.low)
      uncertainIDs.remove(token.key.low)
      latestExpirySeconds = max(
        latestExpirySeconds, UInt64(token.expiresAtSeconds))
    }
    floors.timeMarkSeconds = max(floors.timeMarkSeconds, set.loSeconds)
  }

  mutating func doubt(_ set: borrowing MarkSet) {
    for index in 0..<set.count {
      let token = set.tokens[index]
      guard !acceptedIDs.contains(token.key.low) else { continue }
      uncertainIDs.insert(token.key.low)
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
