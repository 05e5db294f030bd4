// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay
import SimulatedNVM

/// What goes wrong with the medium.
extension Life {
  private var copyByteCount: Int { Int(satellite.sizes.geometry.byteCount) }
  private var unitByteCount: Int {
    Int(satellite.sizes.geometry.eraseByteCount)
  }

  /// What lasts from birth to death.
  mutating func prepareMedium() {
    let medium = satellite.medium
    medium.seed(chance.next())
    if odds[.weakCells] > 0 {
      medium.weakness = chance.pick([.eachBoot, .eachBoot, .eachRead])
      oracle.damage.isWeak = true
    }
    if odds[.cacheLoss] > 0 {
      medium.useCache(lyingRegions: odds.lyingCopy.map { [$0] } ?? [])
    }
  }

  // MARK: Before an operation

  /// Arms faults for some of the next operations and reads.
  mutating func armFaults() {
    let medium = satellite.medium
    if chance.hits(odds[.cut]) { arm(Self.extent(by: &chance), .powerFailure) }
    if chance.hits(odds[.lostWrite]) {
      if chance.hits(300) {
        // Everything for a while.
        arm(.nothing, .success, count: 10)
      } else {
        arm(Self.extent(by: &chance), .success)
      }
    }
    if chance.hits(odds[.deviceError]) {
      if chance.hits(500) {
        arm(Self.extent(by: &chance), .error)
      } else {
        failCalls()
      }
    }
    if chance.hits(odds[.misdirectedWrite]) {
      let place =
        odds.suspectCopy * copyByteCount
        + chance.below(copyByteCount - unitByteCount + 1)
      arm(.elsewhere(place), chance.hits(500) ? .success : .error)
    }
    if chance.hits(odds[.falseRead]) {
      if chance.hits(200) { medium.keepStaleImage() }
      // One at a time: it meets one copy only.
      let fault: MemoryMedium.ReadFault = chance.pick([
        .error, .blank, .stale, .elsewhere(chance.below(copyByteCount)),
      ])
      medium.readFaults = [medium.readCount + chance.below(40): fault]
    }
  }

  /// Some calls in a row report an error.
  private mutating func failCalls() {
    let first = satellite.medium.callCount + chance.below(40)
    satellite.medium.callFailure = MemoryMedium.CallFailure(
      first..<first + chance.within(1...30),
      chance.pick([.read, .program, .erase, .sync, .all]),
      extent: Self.extent(by: &chance))
  }

  private mutating func arm(
    _ extent: MemoryMedium.Fault.Extent, _ report: MemoryMedium.Fault.Report,
    count: Int = 1
  ) {
    let first =
      satellite.medium.operationCount + chance.below(chance.pick([4, 16, 40]))
    for operation in first..<first + count {
      satellite.medium.faults[operation] = MemoryMedium.Fault(extent, report)
    }
  }

  static func extent(
    by chance: inout SeededChance
  ) -> MemoryMedium.Fault.Extent {
    switch chance.below(8) {
    case 0: .nothing
    case 1: .all
    case 2, 3: .bytes(chance.below(500))
    case 4, 5:
      .units(beforeByte: chance.below(500), sixteenths: chance.below(17))
    case 6: .anyUnits(sixteenths: chance.below(17))
    default: .bits(sixteenths: chance.below(17))
    }
  }

  /// Peace: nothing goes wrong any more; what is broken stays so.
  mutating func disarm() {
    satellite.medium.faults = [:]
    satellite.medium.readFaults = [:]
    satellite.medium.callFailure = nil
    satellite.medium.veils = []
  }

  // MARK: After an operation

  /// Counts the faults that have struck; whether there were any but weak cells,
  /// which must not fail a call.
  mutating func takeFaults(isStorm: Bool = false) -> Bool {
    let counters = satellite.medium.counters
    guard counters.faultCount != countersSeen.faultCount else { return false }
    var hasStruck = false
    for (fault, lifeFault) in [
      (.powerCut, isStorm ? .cutInStorm : .cut), (.driverError, .deviceError),
      (.lostWrite, .lostWrite), (.misdirectedWrite, .misdirectedWrite),
      (.cacheLoss, .cacheLoss), (.weakDraw, .weakCells),
      (.falseRead, .falseRead),
    ] as [(MediumCounters.FaultClass, LifeFault)] {
      let count = counters[fault] - countersSeen[fault]
      guard count > 0 else { continue }
      report.count(lifeFault, count)
      tell("\(count) \(lifeFault.name)")
      if lifeFault == .weakCells { continue }
      hasStruck = true
      oracle.damage.isTorn = true
      if fault == .misdirectedWrite || fault == .falseRead {
        oracle.damage.suspect(odds.suspectCopy)
      }
      // Other false reads than a veil's meet either copy.
      if fault == .falseRead, odds[.falseRead] > 0 {
        oracle.damage.suspect(1 - odds.suspectCopy)
      }
      // With a cache that is a sync that was misdirected: of either copy.
      if fault == .lostWrite, odds[.cacheLoss] > 0 {
        oracle.damage.suspect(0)
        oracle.damage.suspect(1)
      }
      if fault == .powerCut { oracle.damage.cutsInARow += 1 }
    }
    countersSeen = counters
    return hasStruck
  }

  // MARK: At rest

  /// Damage while nobody looks; seen at the next start.
  mutating func damageMedium() {
    if chance.hits(odds[.flip]) {
      let copy = odds.flipsBoth ? chance.below(2) : odds.suspectCopy
      let count = chance.within(1...3)
      for _ in 0..<count {
        let byte = copy * copyByteCount + chance.below(copyByteCount)
        satellite.medium.flip(bit: byte * 8 + chance.below(8))
      }
      oracle.takeFlips(count, inCopy: copy)
      report.count(.flip, count)
      tell("\(count) flips in copy \(copy)")
    }
    if chance.hits(odds[.memoryFlip]) {
      satellite.flipMemory(bit: chance.below(satellite.memoryBitCount))
      report.count(.memoryFlip)
      tell("a bit of memory flips")
    }
    if chance.hits(odds[.veil]) { drawVeil() }
    if chance.hits(odds[.brokenSector]) { breakSector() }
    if chance.hits(odds[.flipInBothCopies]) { damageSlot() }
    if chance.hits(odds[.blankSegment]) { blankSegment() }
    if chance.hits(odds[.blankMedium]) { blankMedium() }
    if odds.hasAnchor, chance.hits(odds[.oldImage]) { turnBack() }
    countersSeen = satellite.medium.counters
  }

  /// A part of the suspect copy shows something else for some starts.
  private mutating func drawVeil() {
    // An old state over nothing would be an old image.
    if oracle.damage.hasVanished { return }
    let start = odds.suspectCopy * copyByteCount
    let unit = chance.below(copyByteCount / unitByteCount)
    let range =
      chance.hits(200)
      ? start..<start + copyByteCount
      : start + unit * unitByteCount..<start + (unit + 1) * unitByteCount
    satellite.medium.veils = [
      MemoryMedium.Veil(
        range, chance.pick([.blank, .stale, .error]),
        bootCount: chance.below(4))
    ]
    oracle.damage.suspect(odds.suspectCopy)
    report.count(.veil)
    tell("veil \(satellite.medium.veils)")
  }

  private mutating func breakSector() {
    let count = copyByteCount / unitByteCount
    let sector = odds.suspectCopy * count + chance.below(count)
    let defect = chance.pick(MemoryMedium.SectorDefect.allCases)
    satellite.medium.defects[sector] = defect
    oracle.damage.suspect(odds.suspectCopy)
    oracle.damage.isBroken = true
    report.count(.brokenSector)
    tell("broken sector \(sector): \(defect)")
  }

  /// The place of the newest segment in a copy, if a loss there must be seen.
  private var newestSegmentOffset: Int? {
    let layout = satellite.sizes.layout
    let current = satellite.currentSegment
    guard satellite.outcome == .ready, current > 0,
      satellite.medium.veils.isEmpty
    else { return nil }
    let place =
      Int(layout.controlSectorCount)
      + Int(current % UInt64(layout.segmentCount))
    return place * unitByteCount
  }

  /// Bits of one slot flip in both copies.
  private mutating func damageSlot() {
    guard let segment = newestSegmentOffset else { return }
    let layout = satellite.sizes.layout
    let slot = 1 + chance.below(Int(layout.slotsPerSegment) - 1)
    for copy in 0..<2 {
      let byte =
        copy * copyByteCount + segment + slot * Int(layout.slotByteCount)
        + chance.below(44)
      satellite.medium.flip(bit: byte * 8 + chance.below(8))
      oracle.takeFlips(1, inCopy: copy)
    }
    report.count(.flipInBothCopies)
    tell("slot \(slot) of the newest segment is damaged in both copies")
  }

  private mutating func blankSegment() {
    guard let segment = newestSegmentOffset else { return }
    for copy in 0..<2 {
      let start = copy * copyByteCount + segment
      satellite.medium.blank(start..<start + unitByteCount)
    }
    report.count(.blankSegment)
    tell("the newest segment is blank")
    oracle.damage.isBlanked = true
    // Interrupted cells may read as something again.
    restart(mustLose: !satellite.medium.hasWeakCells)
  }

  private mutating func blankMedium() {
    guard satellite.medium.veils.isEmpty else { return }
    satellite.medium.blank(0..<2 * copyByteCount)
    report.count(.blankMedium)
    tell("the medium is blank")
    oracle.damage.isBlanked = true
    oracle.damage.hasVanished = true
    restart(mustLose: !satellite.medium.hasWeakCells)
  }

  /// Keeps an image of both copies, or puts the kept one back; the anchor has
  /// seen what was accepted since.
  private mutating func turnBack() {
    let medium = satellite.medium
    guard let image = oldImage, report.acceptCount > image.acceptCount else {
      if satellite.outcome == .ready {
        oldImage = (medium.bytes, report.acceptCount)
      }
      return
    }
    oldImage = nil
    guard satellite.outcome == .ready, medium.veils.isEmpty else { return }
    medium.restore(image.bytes)
    report.count(.oldImage)
    tell("an old image is back")
    oracle.damage.isBlanked = true
    restart(mustLose: true)
  }
}
