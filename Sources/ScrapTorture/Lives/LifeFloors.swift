// SPDX-License-Identifier: Apache-2.0

import ScrapReplay

/// Between which times the floors of a store must lie, in truth.
struct LifeFloors {
  /// E was seen to rise to here, and its caller was not told of a failure.
  private var expiryMin: UInt64 = 0
  private var issuanceMin: UInt64 = 0
  private var issuanceMax: UInt64 = 0
  /// The latest lower bound of time under which a mark was acknowledged.
  private var timeMarkMin: UInt64 = 0
  /// The latest lower bound of time that reached the store at all.
  private var loMax: UInt64 = 0

  mutating func takeFormat(floorSeconds: UInt64, isDone: Bool) {
    expiryMin = 0
    timeMarkMin = 0
    issuanceMax = isDone ? floorSeconds : max(issuanceMax, floorSeconds)
    if isDone {
      issuanceMin = floorSeconds
      loMax = 0
    }
  }

  mutating func takeRaise(
    toSeconds seconds: UInt64, afterLoss: Bool, isDone: Bool
  ) {
    issuanceMax = max(issuanceMax, seconds, afterLoss ? loMax : 0)
    if isDone { issuanceMin = max(issuanceMin, seconds) }
    // Records that said how late it was may be gone.
    if afterLoss {
      timeMarkMin = 0
      expiryMin = 0
    }
  }

  /// A chain in order reached the store under this lower bound of time.
  mutating func takeDecision(loSeconds: UInt64, isAccepted: Bool) {
    loMax = max(loMax, loSeconds)
    if isAccepted { timeMarkMin = max(timeMarkMin, loSeconds) }
  }

  /// E stood here when a call had succeeded.
  mutating func takeExpiry(_ floors: Floors) {
    takeExpiry(atSeconds: floors.expiresAtSeconds)
  }

  /// E was raised to here by a command that was acknowledged.
  mutating func takeExpiry(atSeconds seconds: UInt64) {
    expiryMin = max(expiryMin, seconds)
  }

  /// What is wrong with the floors of a store that is ready; nil if nothing
  /// is.
  func fault(_ floors: Floors, mayHaveLost: Bool) -> String? {
    if floors.expiresAtSeconds > loMax {
      return "E \(floors.expiresAtSeconds) is above \(loMax)"
    }
    if floors.timeMarkSeconds > loMax {
      return "the time mark \(floors.timeMarkSeconds) is above \(loMax)"
    }
    if floors.issuedAtSeconds > issuanceMax {
      return "G \(floors.issuedAtSeconds) is above \(issuanceMax)"
    }
    if mayHaveLost { return nil }
    if floors.expiresAtSeconds < expiryMin {
      return "E \(floors.expiresAtSeconds) is below \(expiryMin)"
    }
    if floors.issuedAtSeconds < issuanceMin {
      return "G \(floors.issuedAtSeconds) is below \(issuanceMin)"
    }
    if floors.timeMarkSeconds < timeMarkMin {
      return "the time mark \(floors.timeMarkSeconds) is below \(timeMarkMin)"
    }
    return nil
  }
}
