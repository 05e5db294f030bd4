// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM

extension SeededChance {
  /// Starts the numbers of one trial of a seed.
  init(seed: UInt64, trial: UInt64) {
    var mixer = SeededChance(seed: seed)
    self.init(seed: mixer.next() ^ trial &* 0xd6e8_feb8_6659_fd93)
  }

  /// A number of a range.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// True in so many of a thousand cases.
  mutating func hits(_ perThousand: Int) -> Bool {
    below(1_000) < perThousand
  }

  /// One of `elements`.
  ///
  /// - Precondition: there is one.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
}
