// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay
import SimulatedNVM

/// The journal that is tortured.
typealias TortureJournal = Journal<MemoryRegion, MemoryAnchor>

extension TortureJournal {
  /// Makes a journal over both regions of a medium, with what the anchor's cell
  /// holds; `work` is its work memory.
  static func over(
    _ medium: MemoryMedium, anchor: MemoryAnchor.Cell, layout: JournalLayout,
    work: UnsafeMutableRawBufferPointer
  ) -> TortureJournal {
    TortureJournal(
      copyA: medium.region(0), copyB: medium.region(1),
      anchor: MemoryAnchor(anchor), layout: layout, work: work)
  }
}
