// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM

/// One trial of a campaign: everything in it follows from a seed and a number.
final class Trial {
  let number: Int
  let expected: ExpectedVerdict
  var chance: SeededChance
  private(set) var tally = Tally()
  private(set) var violation: Violation?

  /// The seed of the campaign: that of the run, mixed with the name.
  let campaignSeed: UInt64

  init(campaignSeed: UInt64, number: Int, expected: ExpectedVerdict) {
    self.number = number
    self.expected = expected
    self.campaignSeed = campaignSeed
    chance = SeededChance(seed: campaignSeed)
    chance = commonChance(-1 - number)
    tally.trialCount = 1
  }

  /// Chance that trials have in common, by number: for a life that several of
  /// them share.
  func commonChance(_ group: Int) -> SeededChance {
    var mixer = SeededChance(
      seed: campaignSeed ^ UInt64(bitPattern: Int64(group)) &* 0x9e37_79b9)
    return SeededChance(seed: mixer.next())
  }

  /// A formatted store that was started once, on a medium with its own chance.
  func world(
    _ model: MediumModel, entryCapacity: UInt32 = 40, hasAnchor: Bool = false
  ) -> World {
    let world = emptyWorld(
      model, entryCapacity: entryCapacity, hasAnchor: hasAnchor)
    let isFormatted = world.rig.format(
      storeID: chance.next(), issuedAfterSeconds: 0)
    precondition(isFormatted, "a sound medium is formatted")
    world.restart()
    return world
  }

  /// The same on an erased medium that is not formatted.
  func emptyWorld(
    _ model: MediumModel, entryCapacity: UInt32 = 40, hasAnchor: Bool = false
  ) -> World {
    let rig = Rig(
      model, entryCapacity: entryCapacity, hasAnchor: hasAnchor)
    rig.medium.seed(chance.next())
    return World(
      rig, expected, chance: SeededChance(seed: chance.next()))
  }

  /// Whether a violation was seen: the rest of the trial is of no use.
  var isOver: Bool { violation != nil }

  /// A case has ended: it counts as what it was.
  func conclude(_ world: World) {
    tally.caseCount += 1
    if let failure = world.failure {
      tally.violationCount += 1
      violation = violation ?? failure
    } else if world.hasGap {
      tally.gapCount += 1
    } else if world.hasRefused {
      tally.refusedCount += 1
    } else {
      tally.survivedCount += 1
    }
    count(world.rig.medium)
  }

  /// Counts what was injected since the last time.
  func count(_ medium: MemoryMedium) {
    let counters = medium.takeFaults()
    tally.faultCount += counters.faultCount - counters[.weakDraw]
    tally.redrawCount += counters[.weakDraw]
    tally.cutCount += counters[.powerCut]
  }

  /// A whole life has ended: one case.
  func conclude(_ life: LifeReport) {
    tally.caseCount += 1
    tally.faultCount += life.faultCount
    tally.cutCount += life.cutCount
    if let failure = life.violations.first {
      tally.violationCount += 1
      violation = violation ?? Violation(failure)
    } else if life.gapCount > 0 {
      tally.gapCount += 1
    } else if life.lossCount > 0 {
      tally.refusedCount += 1
    } else {
      tally.survivedCount += 1
    }
  }

  /// A fault that no medium counts.
  func countFault() { tally.faultCount += 1 }
}
