// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay
import SimulatedNVM

/// The journal that is tortured.
typealias TortureJournal = Journal<MemoryRegion, NoAnchor>

extension TortureJournal {
  /// Makes a journal over both regions of a medium; `work` is its work memory.
  static func over(
    _ medium: MemoryMedium, layout: JournalLayout,
    work: UnsafeMutableRawBufferPointer
  ) -> TortureJournal {
    TortureJournal(
      copyA: medium.region(0), copyB: medium.region(1), layout: layout,
      work: work)
  }
}
