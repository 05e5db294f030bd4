// SPDX-License-Identifier: Apache-2.0

/// What has befallen the medium since it was formatted, in truth.
struct LifeDamage {
  /// What a copy holds may be wrong: bits flipped at rest, writes that were
  /// lost unseen, reads that lie.
  private var isSuspect = [false, false]
  /// A write was cut, failed, or was lost.
  var isTorn = false
  /// A range was blanked in both copies.
  var isBlanked = false
  /// Everything was blanked, and nothing was written since that is known to
  /// last.
  var hasVanished = false
  /// Interrupted cells read otherwise each time.
  var isWeak = false
  /// A sector of one copy is broken for good.
  var isBroken = false
  /// Cuts since a start that was followed by none.
  var cutsInARow = 0

  mutating func suspect(_ copy: Int) { isSuspect[copy] = true }

  /// What formatting makes good: all but the properties of the parts.
  mutating func heal(lyingCopy: Int?) {
    isSuspect = [false, false]
    if let lyingCopy { suspect(lyingCopy) }
    isTorn = false
    isBlanked = false
    hasVanished = false
    cutsInARow = 0
  }

  var hasSuspect: Bool { isSuspect[0] || isSuspect[1] }

  /// Whether a mark may be gone from both copies, or seem so: one fault of the
  /// same copy never suffices.
  var mayLose: Bool {
    isBlanked || isSuspect[0] && isSuspect[1] || hasSuspect && isTorn
      || isBroken
  }

  /// Whether the control block may have vanished: the one known case without
  /// damage in both copies is four cuts in a row with weak cells.
  var mayBeBlank: Bool { mayLose || isWeak && cutsInARow >= 4 }
}
