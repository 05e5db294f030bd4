// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay
import ScrapVerifier
import SimulatedNVM

/// How large everything is in a life.
struct LifeSizes {
  var geometry: NVMGeometry
  var controlSectorCount: UInt32
  var entryCapacity: UInt32
  var ledgerCapacity: UInt32
  var quota: ReplayQuota
  var profile: LifeProfile
  var layout: JournalLayout

  /// Small stores, so that a few marks fill index and ring.
  init(by chance: inout SeededChance) {
    let unit: UInt32 = chance.pick([1, 4, 8, 16, 64, 256, 512])
    let slot = max(48, unit)
    // Two to five control records, 5 to 21 slots.
    let erase = max(unit <= 16 ? 512 : 1_024, slot * 5)
    let eraseByteCount = (erase + unit - 1) / unit * unit
    controlSectorCount = UInt32(chance.within(3...4))
    let segmentCount = chance.pick([3, 4, 4, 6, 10, 16])
    geometry = NVMGeometry(
      byteCount: (UInt64(controlSectorCount) + UInt64(segmentCount))
        * UInt64(eraseByteCount),
      programByteCount: unit, eraseByteCount: eraseByteCount)
    entryCapacity = chance.pick([4, 8, 12, 16, 32, 64])
    ledgerCapacity = entryCapacity
    quota = chance.pick([
      .unlimited, .standard(entryCapacity: entryCapacity),
      ReplayQuota(
        directPercent: 20, rootSubjectPercent: 30,
        entryCapacity: entryCapacity),
    ])
    profile = chance.pick(LifeProfile.all)
    guard
      let layout = JournalLayout(
        geometry: geometry, controlSectorCount: controlSectorCount)
    else { preconditionFailure("the sizes hold a journal") }
    self.layout = layout
  }
}
