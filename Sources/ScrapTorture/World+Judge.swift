// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM

/// What each answer is held against.
extension World {
  func judgeAcceptance(of set: MarkSet) {
    if rig.outcome != .ready {
      fail(.early, "accepted though \(rig.outcome)")
    }
    for index in 0..<set.count {
      let token = set.tokens[index]
      if oracle.isAccepted(token) {
        fail(.replay, "token \(token.key.low) accepted twice")
      }
      if UInt64(token.expiresAtSeconds) < oracle.floors.expiresAtSeconds
        || UInt64(token.issuedAtSeconds) <= oracle.floors.issuedAtSeconds
      {
        fail(.floor, "token \(token.key.low) accepted below a floor")
      }
    }
    oracle.accept(set)
    oracle.rely(on: rig.floors)
  }

  /// A refusal of a set that was presented as it came.
  func judge(
    _ reason: ReplayRefusal.Reason, of set: MarkSet, changed: Bool
  ) {
    switch reason {
    case .unavailable:
      oracle.doubt(set)
      if !rig.medium.isOff { refuse("unavailable: \(rig.outcome)") }
    case .expired:
      let floor = rig.floors.expiresAtSeconds
      if !contains(set, { UInt64($0.expiresAtSeconds) < floor }) {
        fail(.unfounded, "expired above E, \(floor)")
      }
    case .issuedBeforeFloor:
      let floor = rig.floors.issuedAtSeconds
      if !contains(set, { UInt64($0.issuedAtSeconds) <= floor }) {
        fail(.unfounded, "issued before the floor above G, \(floor)")
      }
    case .alreadyAccepted, .replayed:
      if !contains(set, { oracle.isAccepted($0) || oracle.isUncertain($0) }) {
        fail(.unfounded, "\(reason) though never presented")
      }
    case .full:
      if contains(set, oracle.isAccepted) {
        fail(.replay, "an accepted token is forgotten, and refused as full")
      }
      if oracle.latestExpirySeconds < nowSeconds {
        fail(.dead, "full of expired tokens")
      }
    case .revoked: fail(.unfounded, "nothing was revoked")
    case .rateExceeded: fail(.unfounded, "no token has a limit")
    }
    let isPlain =
      reason == .alreadyAccepted || reason == .replayed
      || reason == .issuedBeforeFloor
    if isPlain, changed { fail(.unfounded, "\(reason) changed the medium") }
  }

  private func contains(
    _ set: MarkSet, _ fits: (TokenMark) -> Bool
  ) -> Bool {
    for index in 0..<set.count where fits(set.tokens[index]) { return true }
    return false
  }

  func judgeFloors() {
    let floors = rig.floors
    let known = oracle.floors
    if floors.expiresAtSeconds < known.expiresAtSeconds
      || floors.issuedAtSeconds < known.issuedAtSeconds
      || floors.timeMarkSeconds < known.timeMarkSeconds
    {
      fail(.floor, "\(floors), once \(known)")
    }
    let versions = rig.messageVersions
    if !oracle.areKept(versions) {
      fail(.floor, "\(versions), once \(oracle.messageVersions)")
    }
  }

  /// Everything that was ever accepted is refused, and known to be used unless
  /// a floor speaks for it. Of what lies below floor E a few are tried.
  func judgeAccepted() {
    let floor = rig.floors.expiresAtSeconds
    let count = oracle.accepted.count
    for index in 0..<count where !isOver {
      let token = oracle.accepted[index]
      let isLive = UInt64(token.expiresAtSeconds) >= floor
      if isLive || chance.oneIn(8) { judgeAccepted(token) }
    }
  }

  private func judgeAccepted(_ token: TokenMark) {
    let set = setOf(token)
    let operations = rig.medium.operationCount
    guard let reason = rig.present(set) else {
      return fail(.replay, "token \(token.key.low) accepted twice")
    }
    judge(
      reason, of: set, changed: rig.medium.operationCount != operations)
  }

  /// Not ready: nothing at all is accepted.
  func judgeClosed() {
    if rig.present(freshSet(count: 1, lifetimeSeconds: 60)) == nil {
      fail(.early, "accepted though \(rig.outcome)")
    }
    for index in oracle.accepted.indices.suffix(4) where !isOver {
      judgeAccepted(oracle.accepted[index])
    }
  }
}
