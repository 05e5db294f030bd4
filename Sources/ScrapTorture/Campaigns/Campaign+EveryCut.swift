// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import SimulatedNVM

/// Cuts at every place of a life: the life goes on, and at each place a copy of
/// its medium loses power and is judged.
extension Campaign {
  /// Every byte of every program, 17 steps of every erase, every sync.
  static let everyCut = Campaign(
    "every-cut", "cut at every byte of a program and step of an erase",
    .survives, trialsPerRound: 32
  ) { trial in
    cutEverywhere(trial, weakness: .steady, kinds: [.program, .erase, .sync])
  }

  /// The same, and what was cut reads otherwise at each start.
  static let everyCutWeakBoots = Campaign(
    "every-cut-weak-boots", "the same, cut cells read otherwise at each start",
    .survives, trialsPerRound: 16
  ) { trial in
    cutEverywhere(trial, weakness: .eachBoot, kinds: [.program])
  }

  /// The same, and what was cut reads otherwise at each read.
  static let everyCutWeakReads = Campaign(
    "every-cut-weak-reads", "the same, cut cells read otherwise at each read",
    .survives, trialsPerRound: 16
  ) { trial in
    cutEverywhere(trial, weakness: .eachRead, kinds: [.program])
  }

  /// Erases alone, cut at 17 steps, many mixtures of each.
  static let tornErase = Campaign(
    "torn-erase", "cut at 17 steps of an erase, cells weak afterwards",
    .survives, trialsPerRound: 64
  ) { trial in
    cutEverywhere(
      trial,
      weakness: trial.number / 2 % 2 == 0 ? .eachBoot : .eachRead,
      kinds: [.erase])
  }

  /// Sixty-four trials make eight lives, one on each model, and each cuts one
  /// in eight operations of its life.
  private static func cutEverywhere(
    _ trial: Trial, weakness: MemoryMedium.Weakness,
    kinds: [PendingOperation.Kind]
  ) {
    let model = MediumModel.small[trial.number % 8]
    let window = trial.number / 8 % 8
    let own = trial.chance
    trial.chance = trial.commonChance(trial.number / 64 * 8 + trial.number % 8)
    let world = trial.world(model)
    trial.chance = own
    let survivor = trial.emptyWorld(model)
    survivor.rig.medium.weakness = weakness
    var number = 0
    world.rig.medium.onOperation = { [unowned world] operation in
      number += 1
      guard !trial.isOver, kinds.contains(operation.kind),
        number % 8 == window
      else { return }
      for extent in extents(of: operation, by: &trial.chance) {
        judgeCut(trial, of: world, operation, extent, on: survivor)
        if trial.isOver { return }
      }
    }
    for _ in 0..<36 where !trial.isOver { world.step() }
    world.rig.medium.onOperation = nil
    trial.conclude(world)
  }

  /// Every byte of a program in one of four ways; 17 steps of an erase, in bits
  /// and in bytes; the one of a sync.
  static func extents(
    of operation: PendingOperation, by chance: inout SeededChance
  ) -> [MemoryMedium.Fault.Extent] {
    let count = operation.range.count
    switch operation.kind {
    case .sync: return [.nothing]
    case .erase:
      return (0...16).map { .bits(sixteenths: $0) }
        + (0...16).map { .bytes(count * $0 / 16) }
    case .program:
      return (0..<count).map { byte in
        switch chance.below(4) {
        case 0: .bytes(byte)
        case 1: .units(beforeByte: byte, sixteenths: 8)
        case 2:
          .units(beforeByte: byte, sixteenths: chance.oneIn(2) ? 1 : 15)
        default: .anyUnits(sixteenths: 1 + byte * 15 / count)
        }
      } + [.all]
    }
  }

  /// Cuts the operation on a copy, and judges what starts from there.
  static func judgeCut(
    _ trial: Trial, of world: World, _ operation: PendingOperation,
    _ extent: MemoryMedium.Fault.Extent, on survivor: World
  ) {
    let medium = survivor.rig.medium
    medium.copy(world.rig.medium)
    medium.cut(during: operation, extent)
    survivor.take(world)
    survivor.restart()
    if medium.weakness != .steady { survivor.restart() }
    if trial.chance.oneIn(2) { survivor.presentLast() }
    survivor.proveLife()
    survivor.restart()
    trial.conclude(survivor)
  }
}
