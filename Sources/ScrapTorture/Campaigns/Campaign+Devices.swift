// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay
import SimulatedNVM

/// Devices that break, fail for a while, or lie about syncs.
extension Campaign {
  /// What must become of a store some of whose sectors are dead.
  static let deadSectorVerdict = ExpectedVerdict.survives

  /// Sectors that break in one of six ways in the middle of a life.
  static let deadSectors: [Campaign] = MemoryMedium.SectorDefect.allCases.map {
    defect in
    Campaign(
      "sector-\(hyphened("\(defect)"))",
      "up to a tenth of a copy's sectors dead: \(words(of: defect))",
      deadSectorVerdict, trialsPerRound: 96
    ) { trial in sectors(trial, defect) }
  }

  /// Calls that fail at n, n + 1, and so on, until the act has passed.
  static let driverErrors: [Campaign] = {
    typealias Kinds = MemoryMedium.CallFailure.Kinds
    let kinds: [(String, Kinds)] = [
      ("read", .read), ("program", .program), ("erase", .erase),
      ("sync", .sync), ("any", .all),
    ]
    return kinds.map { name, kinds in
      Campaign(
        "driver-\(name)", "errors of \(name) calls, at each call, for a while",
        .survives, trialsPerRound: 48
      ) { trial in errors(trial, kinds) }
    }
  }()

  /// Both copies lose what was acknowledged.
  static let lyingSync = Campaign(
    "lying-sync", "syncs of both copies acknowledged and not done, no anchor",
    .gap, trialsPerRound: 200
  ) { trial in lie(trial, regions: [0, 1]) }

  /// The same, and a third device knows what was answered.
  static let lyingSyncAnchored = Campaign(
    "lying-sync-anchored",
    "syncs of both copies acknowledged and not done, with an anchor",
    .refuses, trialsPerRound: 200
  ) { trial in lie(trial, regions: [0, 1], hasAnchor: true) }

  /// One of the copies does.
  static let lyingSyncOfOneCopy = Campaign(
    "lying-sync-one-copy", "syncs of one copy acknowledged and not done",
    .refuses, trialsPerRound: 200
  ) { trial in lie(trial, regions: [trial.number % 2]) }

  /// Live entries fill the ring or the index; then they expire.
  static let full = Campaign(
    "full", "ring or index full of live entries, then expired", .survives,
    trialsPerRound: 24
  ) { trial in
    let models = MediumModel.small
    // Few entries: the index is full first. Many: the ring is.
    let world = trial.world(
      models[trial.number % models.count],
      entryCapacity: trial.chance.oneIn(2) ? 16 : 200)
    for _ in 0..<3 where !world.isOver {
      var fullCount = 0
      for number in 0..<250 where fullCount < 4 {
        world.nowSeconds += 1
        if trial.chance.oneIn(40) { world.restart() }
        let refusal = world.present(
          world.freshSet(
            count: 1 + trial.chance.below(4),
            lifetimeSeconds: number == 0 ? 4_000 : 1_000))
        if refusal == .full { fullCount += 1 }
      }
      trial.countFault()
      world.restart()
      world.proveLife()
    }
    world.restart()
    trial.conclude(world)
  }

  private static func sectors(
    _ trial: Trial, _ defect: MemoryMedium.SectorDefect
  ) {
    // Twenty sectors, of which one or two, a tenth, break.
    let units: [UInt32] = [1, 16, 64]
    let unit = units[trial.number % units.count]
    let world = trial.world(
      .nor(unit: unit, sectorByteCount: 1_024, sectorCount: 20))
    let medium = world.rig.medium
    for _ in 0..<trial.chance.below(60) { world.step() }
    let copy = trial.chance.below(2) * 20
    // One of the three control sectors at most: two of them are needed.
    medium.defects[copy + trial.chance.below(20)] = defect
    if trial.chance.oneIn(2) {
      medium.defects[copy + 3 + trial.chance.below(17)] = defect
    }
    for _ in medium.defects { trial.countFault() }
    // Whoever meets a dead sector first may be refused.
    world.toleratesErrors = true
    for _ in 0..<4 where !world.isOver {
      for _ in 0..<40 where world.rig.outcome == .ready { world.step() }
      world.restart()
      if deadSectorVerdict == .survives { requireAcceptance(world) }
      world.returnFromLoss()
    }
    trial.conclude(world)
  }

  /// Ready, and of a few fresh tokens one is accepted.
  private static func requireAcceptance(_ world: World) {
    guard world.rig.outcome == .ready else {
      return world.fail(.dead, "after a restart: \(world.rig.outcome)")
    }
    world.nowSeconds = max(
      world.nowSeconds, world.oracle.latestExpirySeconds)
    for _ in 0..<8 where !world.isOver {
      world.nowSeconds += 10
      let set = world.freshSet(count: 1, lifetimeSeconds: 60)
      if world.present(set) == nil { return }
    }
    world.fail(.dead, "no fresh token is accepted")
  }

  private static func errors(
    _ trial: Trial, _ kinds: MemoryMedium.CallFailure.Kinds
  ) {
    let models = MediumModel.small
    let model = models[trial.number % models.count]
    // Calls of one short life, 32 a trial, in turn; then those of another.
    let turn = trial.number / models.count
    let first = turn % 56 * 32
    let life = trial.commonChance(turn / 56 * models.count + trial.number % 8)
    let extents: [MemoryMedium.Fault.Extent] = [
      .nothing, .all, .bytes(20), .units(beforeByte: 60, sixteenths: 8),
      .anyUnits(sixteenths: 8), .bits(sixteenths: 8),
    ]
    for call in first..<first + 32 where !trial.isOver {
      trial.chance = life
      let world = trial.world(model)
      let medium = world.rig.medium
      for _ in 0..<12 { world.step() }
      let length = 1 << (call % 6)
      let start = medium.callCount + call
      medium.callFailure = .init(
        start..<start + length, kinds, extent: extents[call % extents.count])
      world.toleratesErrors = true
      for number in 0..<60 where medium.callCount < start + length {
        // Now and then a restart within.
        if (number + call) % 16 == 15 { world.restart() } else { world.step() }
      }
      medium.callFailure = nil
      world.toleratesErrors = false
      // Without a restart: the next act begins anew.
      if world.rig.outcome == .ready { world.proveLife() }
      world.restart()
      for _ in 0..<4 { world.step() }
      world.proveLife()
      world.restart()
      trial.conclude(world)
    }
  }

  private static func lie(
    _ trial: Trial, regions: Set<Int>, hasAnchor: Bool = false
  ) {
    let models = MediumModel.small
    let world = trial.world(
      models[trial.number % models.count], hasAnchor: hasAnchor)
    let medium = world.rig.medium
    medium.useCache()
    for _ in 0..<trial.chance.below(40) { world.step() }
    medium.useCache(lyingRegions: regions)
    for _ in 0..<1 + trial.chance.below(10) { world.step() }
    cut(world, within: trial.chance.below(12))
    for _ in 0..<20 where !medium.isOff { world.step() }
    medium.faults = [:]
    medium.useCache()
    world.restart()
    world.returnFromLoss()
    for _ in 0..<4 { world.step() }
    world.proveLife()
    world.restart()
    trial.conclude(world)
  }

  private static func words(of defect: MemoryMedium.SectorDefect) -> String {
    switch defect {
    case .eraseError: "erase reports an error"
    case .eraseNothing: "erase silently does nothing"
    case .eraseWeak: "erase silently leaves weak bits"
    case .programError: "program reports an error"
    case .programNothing: "program silently does nothing"
    case .readError: "read reports an error"
    }
  }

  private static func hyphened(_ name: String) -> String {
    var text = ""
    for character in name {
      if character.isUppercase { text += "-" }
      text += character.lowercased()
    }
    return text
  }
}
