// SPDX-License-Identifier: Apache-2.0

import ScrapJournal

/// A third device that remembers a mark through every restart, on the boards
/// that have one.
struct LifeAnchor: TailAnchor {
  private final class Memory {
    var mark: TailMark?
  }

  let isPresent: Bool
  private let memory = Memory()

  init(isPresent: Bool) { self.isPresent = isPresent }

  func read() throws(NVMError) -> TailMark? { memory.mark }

  mutating func write(_ mark: TailMark) throws(NVMError) {
    memory.mark = mark
  }
}
