// SPDX-License-Identifier: Apache-2.0

/// What is true of a token that reached the store.
struct LifeMark {
  /// Until when it was accepted; a later token under its id is another one,
  /// once floor E is above this. Nil if it was not.
  var acceptedUntilSeconds: UInt32?
  /// Presentations that may stand in its record.
  var presentations: [Int] = []
  /// An append of it failed so that it may be on the medium.
  var isUncertain = false
  /// The filling of memory in which that was.
  var recoveryCount = 0
  /// Whose share of the store it counts against; one, unless an id came twice.
  var roots: [LifeRoot] = []
  /// Expiries under which it was to be marked; one, unless an id came twice.
  var expiresAtSeconds: [UInt32] = []
  /// Slots of the ring that were passed when it was written, at most.
  var passedSlotCount = 0

  /// Whether the store must know it as used, with this floor E.
  func isUsed(expiryFloorSeconds: UInt64) -> Bool {
    guard let acceptedUntilSeconds else { return false }
    return UInt64(acceptedUntilSeconds) >= expiryFloorSeconds
  }

  var latestExpirySeconds: UInt32 { expiresAtSeconds.max() ?? 0 }
}
