// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import SimulatedNVM

/// Many damages to the medium of one life.
extension Campaign {
  /// Leads a life, then damages its medium again and again, each time from the
  /// same state, restarts and judges. `inflict` takes the world that led the
  /// life and the medium to damage, and says whether it could.
  static func damage(
    _ trial: Trial, caseCount: Int,
    inflict: (World, MemoryMedium) -> Bool
  ) {
    let model = MediumModel.small[trial.number % MediumModel.small.count]
    let world = trial.world(model)
    for _ in 0..<6 + trial.chance.below(50) { world.step() }
    world.restart()
    for _ in 0..<trial.chance.below(6) { world.step() }
    trial.conclude(world)
    let survivor = trial.emptyWorld(model)
    let medium = survivor.rig.medium
    for _ in 0..<caseCount where !trial.isOver {
      medium.copy(world.rig.medium)
      medium.veils = []
      survivor.take(world)
      guard inflict(world, medium) else { continue }
      survivor.restart()
      if trial.expected == .detects, !survivor.hasRefused {
        survivor.fail(.unnoticed, "the loss went unnoticed")
      }
      survivor.returnFromLoss()
      survivor.proveLife()
      survivor.restart()
      survivor.returnFromLoss()
      survivor.proveLife()
      trial.conclude(survivor)
    }
  }

  /// Where records lie that floor E does not speak for, written in both copies;
  /// byte offsets in a copy.
  static func liveSlots(
    _ medium: MemoryMedium, floorSeconds: UInt64
  ) -> [Int] {
    guard let layout = JournalLayout(geometry: medium.geometry) else {
      return []
    }
    let slot = Int(layout.slotByteCount)
    let sector = Int(medium.geometry.eraseByteCount)
    let copyByteCount = Int(medium.geometry.byteCount)
    var places: [Int] = []
    for unit in Int(layout.controlSectorCount)..<copyByteCount / sector {
      for index in 1..<Int(layout.slotsPerSegment) {
        let place = unit * sector + index * slot
        // A mark begins with its type, 1; expires_at lies at byte 4.
        guard
          medium.bytes[place] == 1, medium.bytes[copyByteCount + place] == 1
        else { continue }
        let expiry = medium.bytes[place + 4..<place + 8].reduce(UInt64(0)) {
          $0 << 8 | UInt64($1)
        }
        if expiry >= floorSeconds { places.append(place) }
      }
    }
    return places
  }

  /// The two bits of pattern `number`: each pair of 384 once, then again.
  static func pair(_ number: Int) -> [Int] {
    var rest = number
    var first = 0
    while rest >= 383 - first {
      rest -= 383 - first
      first += 1
    }
    return [first, first + 1 + rest]
  }

  /// Blanks the segment at a place of the ring in both copies of a medium.
  static func blankBoth(
    _ medium: MemoryMedium, _ layout: JournalLayout, place: Int
  ) {
    let sector = Int(medium.geometry.eraseByteCount)
    let start = (Int(layout.controlSectorCount) + place) * sector
    for copy in [0, Int(medium.geometry.byteCount)] {
      medium.blank(copy + start..<copy + start + sector)
    }
  }
}
