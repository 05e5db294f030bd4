// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM

/// Cut after cut on one medium.
extension Campaign {
  /// Two to eight cuts at random.
  static let cutHistories = Campaign(
    "cut-histories",
    "2 to 8 cuts in a life, in the first writes after a start too",
    .survives, trialsPerRound: 400
  ) { trial in cutHistory(trial, weakness: .steady) }

  /// The same with an anchor: it is behind after a cut, never ahead.
  static let cutHistoriesAnchored = Campaign(
    "cut-histories-anchored", "2 to 8 cuts in a life, with an anchor",
    .survives, trialsPerRound: 200
  ) { trial in cutHistory(trial, weakness: .steady, hasAnchor: true) }

  /// The same with cells that read otherwise at each start.
  static let weakBoots = Campaign(
    "weak-boots", "2 to 8 cuts, cut cells read otherwise at each start",
    .survives, trialsPerRound: 400
  ) { trial in cutHistory(trial, weakness: .eachBoot) }

  /// The same with cells that read otherwise at each read.
  static let weakReads = Campaign(
    "weak-reads", "2 to 8 cuts, cut cells read otherwise at each read",
    .survives, trialsPerRound: 400
  ) { trial in cutHistory(trial, weakness: .eachRead) }

  /// A volatile cache that keeps any part of what was not synchronised.
  static let reordered = Campaign(
    "reordered", "2 to 8 cuts, unsynchronised units kept in any part and order",
    .survives, trialsPerRound: 400
  ) { trial in
    cutHistory(trial, weakness: .steady) { $0.useCache() }
  }

  /// A thousand cuts with nothing but starts and first writes between them.
  static let thousandCuts = Campaign(
    "thousand-cuts", "1,000 cuts in a row", .survives, trialsPerRound: 8
  ) { trial in
    let models = MediumModel.small
    let world = trial.world(models[trial.number % models.count])
    let weaknesses: [MemoryMedium.Weakness] = [.steady, .eachBoot, .eachRead]
    world.rig.medium.weakness = weaknesses[trial.number / models.count % 3]
    for _ in 0..<trial.chance.below(30) { world.step() }
    for number in 0..<1_000 where !world.isOver {
      // Each operation of the first writes in turn.
      cut(world, within: number % 14)
      for _ in 0..<3 where !world.rig.medium.isOff { world.step() }
      world.rig.medium.faults = [:]
      world.nowSeconds += 10
      world.restart()
    }
    world.proveLife()
    world.restart()
    trial.conclude(world)
  }

  /// Forty restarts and cuts in a row, each followed by a mark at most: slots
  /// are eaten, the store may be full, and must come back.
  static let restartStorm = Campaign(
    "restart-storm", "hundreds of restarts with a mark or a cut after each",
    .survives, trialsPerRound: 16
  ) { trial in
    let models = MediumModel.small
    let world = trial.world(
      models[trial.number % models.count], entryCapacity: 64)
    for number in 0..<300 where !world.isOver {
      if number % 3 == 0 { cut(world, within: trial.chance.below(8)) }
      world.nowSeconds += 1
      world.present(world.freshSet(count: 1, lifetimeSeconds: 250))
      world.rig.medium.faults = [:]
      world.restart()
    }
    world.proveLife()
    world.restart()
    trial.conclude(world)
  }

  private static func cutHistory(
    _ trial: Trial, weakness: MemoryMedium.Weakness, hasAnchor: Bool = false,
    prepare: (MemoryMedium) -> Void = { _ in }
  ) {
    // Now and then a part of the size that flies.
    let models =
      trial.number % 64 == 63 ? MediumModel.realistic : MediumModel.small
    let world = trial.world(
      models[trial.chance.below(models.count)], hasAnchor: hasAnchor)
    let medium = world.rig.medium
    medium.weakness = weakness
    prepare(medium)
    for _ in 0..<trial.chance.below(40) { world.step() }
    for _ in 0..<2 + trial.chance.below(7) where !world.isOver {
      // Half of the cuts hit the first writes after the start.
      cut(world, within: trial.chance.below(trial.chance.oneIn(2) ? 12 : 60))
      for _ in 0..<40 where !medium.isOff { world.step() }
      medium.faults = [:]
      for _ in 0..<1 + trial.chance.below(3) { world.restart() }
    }
    for _ in 0..<4 { world.step() }
    world.proveLife()
    world.restart()
    trial.conclude(world)
  }

  /// Power will fail in the operation after so many others.
  static func cut(_ world: World, within operationCount: Int) {
    let medium = world.rig.medium
    let byte = world.chance.below(300)
    let extents: [MemoryMedium.Fault.Extent] = [
      .nothing, .all, .bytes(byte), .units(beforeByte: byte, sixteenths: 8),
      .anyUnits(sixteenths: 1 + world.chance.below(15)),
      .bits(sixteenths: 1 + world.chance.below(15)),
    ]
    medium.faults[medium.operationCount + operationCount] =
      MemoryMedium.Fault(
        extents[world.chance.below(extents.count)], .powerFailure)
  }
}
