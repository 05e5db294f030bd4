// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM

/// Every script of a small world, cut everywhere.
///
/// The smallest journal there is: 3 control sectors of one record, 3 segments
/// of 4 marks. Scripts are counted through: five ages of the ring, then all of
/// one act, of two, and so on.
extension Campaign {
  /// Every script, cut once at each place.
  static let smallWorlds = Campaign(
    "small-worlds", "every script of a small world, every single cut",
    .survives, trialsPerRound: 430
  ) { trial in smallWorld(trial, cutCount: 1) }

  /// Every script, and every pair of cuts: the second in what follows the
  /// first.
  static let smallWorldPairs = Campaign(
    "small-world-pairs", "every script of a small world, every pair of cuts",
    .survives, trialsPerRound: 40
  ) { trial in smallWorld(trial, cutCount: 2) }

  private enum Act: Int, CaseIterable {
    case markOne
    case markChain
    case sameAgain
    case advanceTime
    case restart
    case raiseFloor
    case keepTime
    case takeMessage
  }

  /// Marks that are there before a script begins: the ring is empty, half full,
  /// about to turn, turned, and turned twice.
  private static let ages = [0, 3, 8, 12, 23]

  /// The scripts in order of length, then of acts.
  private static func script(_ number: Int) -> [Act] {
    let acts = Act.allCases
    var rest = number
    var length = 1
    var count = acts.count
    while rest >= count, length < 6 {
      rest -= count
      length += 1
      count *= acts.count
    }
    return (0..<length).map { _ in
      defer { rest /= acts.count }
      return acts[rest % acts.count]
    }
  }

  private static func smallWorld(_ trial: Trial, cutCount: Int) {
    let acts = script(trial.number / ages.count)
    let world = trial.world(.smallest, entryCapacity: 8)
    for _ in 0..<ages[trial.number % ages.count] {
      world.nowSeconds += 20
      world.present(world.freshSet(count: 1, lifetimeSeconds: 60))
    }
    // One rig a depth: the world, and what is left of it after each cut.
    let survivors = (0..<cutCount).map { _ in
      trial.emptyWorld(.smallest, entryCapacity: 8)
    }
    run(acts[...], trial, world, then: survivors[...])
    trial.conclude(world)
  }

  /// Does the acts; at each operation a copy loses power and does the rest.
  private static func run(
    _ acts: ArraySlice<Act>, _ trial: Trial, _ world: World,
    then survivors: ArraySlice<World>
  ) {
    var rest = acts
    if let survivor = survivors.first {
      world.rig.medium.onOperation = { [unowned world] operation in
        for extent in fewExtents(of: operation) where !trial.isOver {
          let medium = survivor.rig.medium
          medium.copy(world.rig.medium)
          medium.cut(during: operation, extent)
          survivor.take(world)
          run(rest, trial, survivor, then: survivors.dropFirst())
          trial.conclude(survivor)
        }
      }
    }
    if world.rig.medium.isOff { world.restart() }
    while let act = rest.popFirst(), !trial.isOver { perform(act, on: world) }
    world.proveLife()
    world.rig.medium.onOperation = nil
    world.restart()
  }

  private static func perform(_ act: Act, on world: World) {
    guard !world.isOver else { return }
    world.nowSeconds += 10
    switch act {
    case .markOne: world.present(world.freshSet(count: 1, lifetimeSeconds: 60))
    case .markChain:
      world.present(world.freshSet(count: 3, lifetimeSeconds: 60))
    case .sameAgain: world.presentLast()
    case .advanceTime: world.nowSeconds += 200
    case .restart: world.restart()
    case .raiseFloor: world.raiseIssuanceFloor(to: world.nowSeconds - 30)
    case .keepTime: world.keepTime()
    case .takeMessage: world.takeMessage()
    }
  }

  /// Before, in each unit, any units, after; an erase at five steps.
  private static func fewExtents(
    of operation: PendingOperation
  ) -> [MemoryMedium.Fault.Extent] {
    switch operation.kind {
    case .sync: return [.nothing]
    case .erase: return [0, 4, 8, 12, 16].map { .bits(sixteenths: $0) }
    case .program:
      let unit = 128
      return [.nothing]
        + stride(from: 0, to: operation.range.count, by: unit).map {
          .units(beforeByte: $0, sixteenths: 8)
        } + [.anyUnits(sixteenths: 8), .all]
    }
  }
}
