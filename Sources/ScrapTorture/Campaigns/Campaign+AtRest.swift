// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay
import SimulatedNVM

/// Damage while nobody writes: flipped bits, parts that read blank, an old
/// image. One life is led, then its medium is damaged in many ways, one by one.
extension Campaign {
  /// One to eight flips in a page, or in each page, of one copy.
  static let flipsInOneCopy = Campaign(
    "flips-one-copy", "1 to 8 flipped bits in a page or each page of one copy",
    .survives, trialsPerRound: 100
  ) { trial in
    damage(trial, caseCount: 100) { _, medium in
      let copyByteCount = Int(medium.geometry.byteCount)
      let copy = trial.chance.below(2) * copyByteCount
      // Programmed and checked at once; a card's page is its sector.
      let page = max(256, Int(medium.geometry.programByteCount))
      let pages = copyByteCount / page
      let isEverywhere = trial.chance.oneIn(2)
      let chosen = trial.chance.below(pages)
      for number in 0..<pages where isEverywhere || number == chosen {
        for _ in 0..<1 + trial.chance.below(8) {
          let place = copy + number * page
          medium.flip(bit: place * 8 + trial.chance.below(page * 8))
        }
      }
      return true
    }
  }

  /// Flips anywhere.
  static let flipsInBothCopies = Campaign(
    "flips-both-copies", "2 to 400 flipped bits anywhere", .floorGap,
    trialsPerRound: 64
  ) { trial in
    damage(trial, caseCount: 100) { _, medium in
      let most = trial.chance.oneIn(2) ? 400 : 20
      for _ in 0..<2 + trial.chance.below(most) {
        medium.flip(bit: trial.chance.below(medium.bytes.count * 8))
      }
      return true
    }
  }

  /// Every pattern of one and two bits of a record, in both copies; some of
  /// three.
  static let flipsOfARecord = Campaign(
    "flips-record", "every 1 and 2 bits, some 3, of a record in both copies",
    .detects, trialsPerRound: 49
  ) { trial in
    let bitCount = 48 * 8
    let pairCount = bitCount * (bitCount - 1) / 2
    let perTrial = 512
    var pattern = trial.number * perTrial % (bitCount + 2 * pairCount)
    var slot: Int?
    damage(trial, caseCount: perTrial) { world, medium in
      let slots = liveSlots(
        medium, floorSeconds: world.rig.floors.expiresAtSeconds)
      guard let place = slot ?? slots.randomElement(using: &trial.chance)
      else { return false }
      slot = place
      var bits = [trial.chance.below(bitCount)]
      switch pattern {
      case ..<bitCount: bits = [pattern]
      case ..<(bitCount + pairCount): bits = pair(pattern - bitCount)
      default:
        while bits.count < 3 {
          let bit = trial.chance.below(bitCount)
          if !bits.contains(bit) { bits.append(bit) }
        }
      }
      pattern += 1
      for copy in 0..<2 {
        let start = copy * Int(medium.geometry.byteCount) + place
        for bit in bits { medium.flip(bit: start * 8 + bit) }
      }
      return true
    }
  }

  /// A sector or a whole copy reads blank; the other copy is sound.
  static let blankInOneCopy = Campaign(
    "blank-one-copy", "a sector or all of one copy reads blank, for good",
    .survives, trialsPerRound: 24
  ) { trial in
    damage(trial, caseCount: 60) { _, medium in
      let copyByteCount = Int(medium.geometry.byteCount)
      let sector = Int(medium.geometry.eraseByteCount)
      let isAll = trial.chance.oneIn(8)
      let size = isAll ? copyByteCount : sector
      let start =
        trial.chance.below(2) * copyByteCount
        + trial.chance.below(copyByteCount / size) * size
      medium.blank(start..<start + size)
      return true
    }
  }

  /// A segment that holds records, in both copies.
  static let blankSegment = Campaign(
    "blank-segment", "a segment reads blank in both copies", .detects,
    trialsPerRound: 64
  ) { trial in
    damage(trial, caseCount: 100) { world, medium in
      let current = world.rig.currentSegment
      let ring = UInt64(world.rig.layout.segmentCount)
      let held = min(current, ring - 1)
      guard held > 0 else { return false }
      let segment = current - UInt64(trial.chance.below(Int(held)))
      blankBoth(medium, world.rig.layout, place: Int(segment % ring))
      return true
    }
  }

  /// The whole medium: lost, not new.
  static let blankMedium = Campaign(
    "blank-medium", "both copies read blank", .detects, trialsPerRound: 8
  ) { trial in
    damage(trial, caseCount: 20) { _, medium in
      medium.blank(0..<medium.bytes.count)
      return true
    }
  }

  /// A control sector in both copies, for one start or for good.
  static let blankControlSector = Campaign(
    "blank-control-sector", "a control sector reads blank in both copies",
    .expiryFloorGap, trialsPerRound: 24
  ) { trial in
    damage(trial, caseCount: 60) { world, medium in
      let sector = Int(medium.geometry.eraseByteCount)
      let place =
        trial.chance.below(Int(world.rig.layout.controlSectorCount)) * sector
      let isForGood = trial.chance.oneIn(2)
      for copy in [0, Int(medium.geometry.byteCount)] {
        let range = copy + place..<copy + place + sector
        if isForGood {
          medium.blank(range)
        } else {
          medium.veils.append(.init(range, .blank, bootCount: 1))
        }
      }
      return true
    }
  }

  /// A segment, a copy or everything for one start only.
  static let blankBoot = Campaign(
    "blank-boot", "a segment, a copy or everything reads blank at one start",
    .refuses, trialsPerRound: 24
  ) { trial in
    damage(trial, caseCount: 60) { world, medium in
      let copyByteCount = Int(medium.geometry.byteCount)
      let sector = Int(medium.geometry.eraseByteCount)
      let parts: [Range<Int>]
      switch trial.chance.below(4) {
      case 0: parts = [0..<medium.bytes.count]
      case 1:
        let copy = trial.chance.below(2) * copyByteCount
        parts = [copy..<copy + copyByteCount]
      default:
        let control = Int(world.rig.layout.controlSectorCount)
        let segment = trial.chance.below(copyByteCount / sector - control)
        let start = (control + segment) * sector
        parts = [0, copyByteCount].map { $0 + start..<$0 + start + sector }
      }
      medium.veils = parts.map { .init($0, .blank, bootCount: 1) }
      return true
    }
  }

  /// One copy is put back to what it was some time before.
  static let oldCopy = Campaign(
    "old-copy", "one copy is put back to an old state", .refuses,
    trialsPerRound: 80
  ) { trial in oldImage(trial, copyCount: 1) }

  /// Both are: time is turned back.
  static let oldImage = Campaign(
    "old-image", "both copies are put back to an old state, no anchor", .gap,
    trialsPerRound: 40
  ) { trial in oldImage(trial, copyCount: 2) }

  /// The same, and a third device knows what was answered since.
  static let oldImageAnchored = Campaign(
    "old-image-anchored",
    "both copies are put back to an old state, with an anchor", .detects,
    trialsPerRound: 80
  ) { trial in oldImage(trial, copyCount: 2, hasAnchor: true) }

  private static func oldImage(
    _ trial: Trial, copyCount: Int, hasAnchor: Bool = false
  ) {
    let world = trial.world(
      MediumModel.small[trial.number % 8], hasAnchor: hasAnchor)
    let medium = world.rig.medium
    for _ in 0..<trial.chance.below(60) { world.step() }
    let old = medium.bytes
    for _ in 0..<1 + trial.chance.below(60) { world.step() }
    // What nobody was told of may go unnoticed: something was answered since.
    if hasAnchor { world.proveLife() }
    var image = medium.bytes
    let first = trial.chance.below(2)
    for turn in 0..<copyCount {
      let start = (first + turn) % 2 * Int(medium.geometry.byteCount)
      let range = start..<start + Int(medium.geometry.byteCount)
      image.replaceSubrange(range, with: old[range])
    }
    medium.restore(image)
    trial.countFault()
    world.restart()
    if trial.expected == .detects, !world.hasRefused {
      world.fail(.unnoticed, "the loss went unnoticed")
    }
    world.returnFromLoss()
    world.proveLife()
    world.restart()
    trial.conclude(world)
  }
}
