// SPDX-License-Identifier: Apache-2.0

import ScrapReplay

/// What the port to the journal tells, and how it is spoilt.
final class LifeWatch {
  /// What became of the last append; nil if there was none since it was
  /// cleared.
  var append: Result<UInt32, JournalError>?
  /// Which filling of memory the last append met: one that failed may be read
  /// back within the same call, if memory is damaged, too.
  var appendRecoveryCount = 0
  /// Recoveries so far: each fills memory anew.
  var recoveryCount = 0
  /// Whether each recovery forgets a mark: a fault that a life must see.
  let forgets: Bool

  init(forgets: Bool) { self.forgets = forgets }
}
