// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM
import TestSupport
import Testing

@testable import ScrapTorture

/// A store with some marks on it.
private func livedWorld(_ expected: ExpectedVerdict) -> World {
  let trial = Trial(
    campaignSeed: TestSeed.seed(), number: 0, expected: expected)
  let world = trial.world(.smallest)
  for _ in 0..<4 {
    world.nowSeconds += 10
    world.present(world.freshSet(count: 1, lifetimeSeconds: 1_000))
  }
  #expect(world.failure == nil)
  return world
}

@Test func aSoundStoreIsNotBlamed() {
  let world = livedWorld(.survives)
  for _ in 0..<40 { world.step() }
  world.restart()
  world.proveLife()
  world.restart()
  #expect(world.failure == nil)
  #expect(!world.hasRefused && !world.hasGap)
}

@Test func aTokenAcceptedTwiceIsSeen() {
  let world = livedWorld(.refuses)
  world.oracle.accept(world.freshSet(count: 1, lifetimeSeconds: 60))
  world.restart()
  #expect(world.failure?.rule == .replay)
}

@Test func inADocumentedGapATokenAcceptedTwiceIsCountedApart() {
  let world = livedWorld(.gap)
  world.oracle.accept(world.freshSet(count: 1, lifetimeSeconds: 60))
  world.restart()
  #expect(world.failure == nil)
  #expect(world.hasGap)
}

@Test(arguments: [
  Floors(expiresAtSeconds: 99_999), Floors(issuedAtSeconds: 7),
])
func aFloorThatFellIsSeen(_ floors: Floors) {
  let world = livedWorld(.refuses)
  world.oracle.rely(on: floors)
  world.restart()
  #expect(world.failure?.rule == .floor)
}

@Test func aTimeMarkThatFellIsSeen() {
  let world = livedWorld(.refuses)
  world.nowSeconds += 5_000
  let unseen = world.freshSet(count: 1, lifetimeSeconds: 60)
  world.oracle.accept(unseen)
  world.judgeFloors()
  #expect(world.failure?.rule == .floor)
}

@Test func aRefusalWithoutAStatedRuleIsSeen() {
  let world = livedWorld(.refuses)
  world.oracle = Oracle()
  world.presentLast()
  #expect(world.failure?.rule == .unfounded)
}

@Test func aStoreThatStaysClosedIsSeen() {
  for (expected, isFailure) in [
    (ExpectedVerdict.survives, true), (.refuses, false),
  ] {
    let world = livedWorld(expected)
    world.rig.medium.blank(0..<world.rig.medium.bytes.count)
    world.restart()
    #expect((world.failure?.rule == .dead) == isFailure)
    #expect(world.hasRefused)
    // Ground formats with a floor: old tokens stay refused.
    world.returnFromLoss()
    #expect((world.failure == nil) == !isFailure)
  }
}

@Test func aLossThatGoesUnnoticedIsSeen() {
  let trial = Trial(
    campaignSeed: TestSeed.seed(), number: 3, expected: .detects)
  Campaign.damage(trial, caseCount: 1) { _, _ in true }
  #expect(trial.violation?.rule == .unnoticed)
}

@Test func aWorldTakesOverTheAnchorOfAnother() {
  let trial = Trial(
    campaignSeed: TestSeed.seed(), number: 0, expected: .survives)
  let world = trial.world(.smallest, hasAnchor: true)
  world.present(world.freshSet(count: 1, lifetimeSeconds: 60))
  let other = trial.emptyWorld(.smallest, hasAnchor: true)
  other.rig.medium.copy(world.rig.medium)
  other.take(world)
  #expect(other.rig.anchor.mark == world.rig.anchor.mark)
  other.restart()
  #expect(other.failure == nil && !other.hasRefused)
}

@Test func whatALifeFindsIsAViolationOfItsRule() {
  let trial = Trial(
    campaignSeed: TestSeed.seed(), number: 0, expected: .refuses)
  var number: UInt64 = 0
  while !trial.isOver, number < 100 {
    trial.conclude(
      Life.run(seed: trial.campaignSeed, trial: number, forgets: true))
    number += 1
  }
  #expect(trial.violation != nil)
  #expect(trial.tally.violationCount == 1)
  #expect(trial.tally.caseCount == Int(number))
}

@Test func everyPairOfBitsIsCountedOnce() {
  var seen: Set<[Int]> = []
  for number in 0..<73_536 { seen.insert(Campaign.pair(number)) }
  #expect(seen.count == 73_536)
  #expect(seen.contains([0, 1]) && seen.contains([382, 383]))
  let isOrdered = seen.allSatisfy { $0[0] < $0[1] && $0[1] < 384 }
  #expect(isOrdered)
}

@Test func whichFloorMayFallIsJudgedApart() {
  let expiry = Floors(expiresAtSeconds: 99_999)
  let issuance = Floors(issuedAtSeconds: 7)
  for (expected, floors, isFailure) in [
    (ExpectedVerdict.floorGap, expiry, false), (.floorGap, issuance, false),
    (.expiryFloorGap, expiry, false), (.expiryFloorGap, issuance, true),
  ] {
    let world = livedWorld(expected)
    world.oracle.rely(on: floors)
    world.restart()
    #expect((world.failure?.rule == .floor) == isFailure)
    #expect(world.hasGap == !isFailure)
    // A replay is a violation all the same.
    world.oracle.accept(world.freshSet(count: 1, lifetimeSeconds: 60))
    world.restart()
    #expect(isFailure || world.failure?.rule == .replay)
  }
}
