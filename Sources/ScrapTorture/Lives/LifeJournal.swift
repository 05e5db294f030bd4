// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import SimulatedNVM

/// The journal of every life.
typealias LifeJournal = Journal<MemoryRegion, LifeAnchor>

/// Makes the journal over a medium, not yet recovered.
func makeLifeJournal(
  on medium: MemoryMedium, anchor: LifeAnchor, layout: JournalLayout,
  work: UnsafeMutableRawBufferPointer
) -> LifeJournal {
  LifeJournal(
    copyA: medium.region(0), copyB: medium.region(1), anchor: anchor,
    layout: layout, work: work)
}
