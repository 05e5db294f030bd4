// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import SimulatedNVM

/// Writes that do not do what they say, and reads that show something else: one
/// such fault in a life, then a cut or a restart at any time.
extension Campaign {
  /// Acknowledged, and not done or in part.
  static let lostWrites = Campaign(
    "lost-writes",
    "programs and erases acknowledged and lost, wholly or in part",
    .survives, trialsPerRound: 400
  ) { trial in
    oneFault(trial) { world, medium in
      let byte = trial.chance.below(600)
      let extents: [MemoryMedium.Fault.Extent] = [
        .nothing, .nothing, .bytes(byte),
        .units(beforeByte: byte, sixteenths: 8), .anyUnits(sixteenths: 8),
        .bits(sixteenths: 1 + trial.chance.below(15)),
      ]
      // One operation, or a run of them, so that both copies lose a record.
      let first = medium.operationCount + trial.chance.below(40)
      let extent = extents[trial.chance.below(extents.count)]
      for operation in first..<first + 1 << trial.chance.below(4) {
        medium.faults[operation] = .init(extent, .success)
      }
      world.toleratesErrors = true
    }
  }

  /// Landed in another place of either copy.
  static let misdirectedWrites = Campaign(
    "misdirected-writes", "a program or erase landed in another place",
    .refuses, trialsPerRound: 400
  ) { trial in
    oneFault(trial) { world, medium in
      let place = trial.chance.below(medium.bytes.count)
      medium.faults[medium.operationCount + trial.chance.below(40)] = .init(
        .elsewhere(place), .success)
      world.toleratesErrors = true
    }
  }

  /// A page, a sector or a copy shows what it held some time before.
  static let staleReads = Campaign(
    "stale-reads", "reads of a page, a sector or one copy are old",
    .refuses, trialsPerRound: 400
  ) { trial in
    oneFault(trial) { world, medium in
      medium.keepStaleImage()
      for _ in 0..<trial.chance.below(12) { world.step() }
      veil(trial, medium, .stale)
      world.toleratesErrors = true
    }
  }

  /// Reads show another place, once or for one boot.
  static let misdirectedReads = Campaign(
    "misdirected-reads", "reads show another place", .refuses,
    trialsPerRound: 400
  ) { trial in
    oneFault(trial) { world, medium in
      let place = trial.chance.below(medium.bytes.count)
      veil(trial, medium, .elsewhere(place))
      world.toleratesErrors = true
    }
  }

  /// Half of the time one read, else a part of one copy until the next start
  /// but one.
  private static func veil(
    _ trial: Trial, _ medium: MemoryMedium, _ fault: MemoryMedium.ReadFault
  ) {
    if trial.chance.oneIn(2) {
      medium.readFaults[medium.readCount + trial.chance.below(200)] = fault
      return
    }
    let copyByteCount = Int(medium.geometry.byteCount)
    let sector = Int(medium.geometry.eraseByteCount)
    let sizes = [256, sector, copyByteCount]
    let size = sizes[trial.chance.below(trial.chance.oneIn(8) ? 3 : 2)]
    let start =
      trial.chance.below(2) * copyByteCount
      + trial.chance.below(copyByteCount) / size * size
    medium.veils = [
      .init(
        start..<min(start + size, medium.bytes.count), fault, bootCount: 1)
    ]
  }

  /// A life, a fault, some more life, a cut or not, and restarts.
  private static func oneFault(
    _ trial: Trial, inject: (World, MemoryMedium) -> Void
  ) {
    let models = MediumModel.small
    let world = trial.world(models[trial.number % models.count])
    let medium = world.rig.medium
    for _ in 0..<5 + trial.chance.below(30) { world.step() }
    inject(world, medium)
    for _ in 0..<trial.chance.below(12) { world.step() }
    if trial.chance.oneIn(2) {
      cut(world, within: trial.chance.below(12))
      for _ in 0..<6 where !medium.isOff { world.step() }
    }
    world.restart()
    world.returnFromLoss()
    medium.faults = [:]
    medium.readFaults = [:]
    medium.veils = []
    // From here on the medium is sound.
    world.toleratesErrors = false
    world.restart()
    world.returnFromLoss()
    for _ in 0..<6 { world.step() }
    world.proveLife()
    world.restart()
    trial.conclude(world)
  }
}
