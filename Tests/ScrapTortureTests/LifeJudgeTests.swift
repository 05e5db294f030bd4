// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapTarget
import ScrapVerifier
import SimulatedNVM
import Testing

@testable import ScrapTorture

/// What judges is to be judged: each test is a lie that must be seen.

@Test func aClockIsTruthfulOnlyAroundTheTrueTime() {
  var clock = LifeClock(trueSeconds: 1_750_000_000)
  #expect(clock.isTruthful)
  clock.condition = .sound(before: 40_000, after: 40_000)
  #expect(clock.isTruthful)
  for seconds in [-10, 10, 600] as [Int64] {
    clock.condition = .shifted(by: seconds)
    #expect(!clock.isTruthful)
  }
  clock.condition = .none
  #expect(clock.shown == nil && !clock.isTruthful)
  clock.condition = .drifting(period: 500, sinceSeconds: clock.trueSeconds)
  #expect(clock.isTruthful)
  clock.advance(bySeconds: 5_000)
  #expect(!clock.isTruthful)
  clock.condition = .reset(atSeconds: clock.trueSeconds - 7)
  #expect(clock.shown?.loSeconds == 7)
}

@Test func floorsOutOfTheirBoundsAreSeen() {
  var truth = LifeFloors()
  truth.takeFormat(floorSeconds: 500, isDone: true)
  truth.takeDecision(loSeconds: 1_000, isAccepted: true)
  let sound = Floors(
    expiresAtSeconds: 0, issuedAtSeconds: 500, timeMarkSeconds: 1_000)
  #expect(truth.fault(sound, mayHaveLost: false) == nil)
  for (index, wrong) in [
    Floors(
      expiresAtSeconds: 1_001, issuedAtSeconds: 500, timeMarkSeconds: 1_000),
    Floors(
      expiresAtSeconds: 0, issuedAtSeconds: 501, timeMarkSeconds: 1_000),
    Floors(
      expiresAtSeconds: 0, issuedAtSeconds: 499, timeMarkSeconds: 1_000),
    Floors(expiresAtSeconds: 0, issuedAtSeconds: 500, timeMarkSeconds: 999),
    Floors(expiresAtSeconds: 0, issuedAtSeconds: 500, timeMarkSeconds: 1_001),
  ].enumerated() {
    #expect(truth.fault(wrong, mayHaveLost: false) != nil, "\(index)")
  }
  truth.takeExpiry(
    Floors(
      expiresAtSeconds: 900, issuedAtSeconds: 500, timeMarkSeconds: 1_000))
  #expect(truth.fault(sound, mayHaveLost: false) != nil)
  // A loss in both copies may take the newest control records along.
  #expect(truth.fault(sound, mayHaveLost: true) == nil)
}

@Test func onlyDamageInBothCopiesExcusesALoss() {
  var damage = LifeDamage()
  #expect(!damage.mayLose)
  damage.isTorn = true
  #expect(!damage.mayLose)
  damage.suspect(0)
  #expect(damage.mayLose)
  damage.heal(lyingCopy: 1)
  #expect(!damage.mayLose && damage.hasSuspect)
  damage.suspect(0)
  #expect(damage.mayLose)
  damage.heal(lyingCopy: nil)
  #expect(!damage.mayLose)
  damage.isBlanked = true
  #expect(damage.mayLose)
}

@Test func aUsedTokenIsForgottenOnlyBelowFloorE() {
  var mark = LifeMark()
  #expect(!mark.isUsed(expiryFloorSeconds: 0))
  mark.acceptedUntilSeconds = 1_000
  #expect(mark.isUsed(expiryFloorSeconds: 1_000))
  #expect(!mark.isUsed(expiryFloorSeconds: 1_001))
}

/// Cells of interrupted writes alone may bring marks back.
@Test func anOldImageForgetsAllMarksButInterruptedOnes() {
  var chance = SeededChance(seed: 1)
  var ground = LifeGround()
  var oracle = LifeOracle(sizes: LifeSizes(by: &chance), lyingCopy: nil)
  let now: UInt64 = 1_750_000_000
  let presentations = (0..<3).map { _ in
    let token = ground.token(
      LifeGround.Wish(
        subject: LifeParties.commanders.lowerBound,
        issuedAtSeconds: now - 5, expiresAtSeconds: now + 600),
      issuer: 0)
    return ground.chain([token], presentedBy: token.subject)
  }
  let results: [(isAccepted: Bool, append: Result<UInt32, JournalError>)] = [
    (true, .success(1)), (false, .failure(.uncertain)), (true, .success(2)),
  ]
  oracle.damage.hasVanished = true
  for (presentation, result) in zip(presentations, results) {
    oracle.take(
      presentation, isAccepted: result.isAccepted, append: result.append,
      recoveryCount: 1)
  }
  // What was accepted lasts: nothing older can come back any more.
  #expect(!oracle.damage.hasVanished)
  oracle.take(
    presentations[1], isAccepted: true, append: .success(3), recoveryCount: 1)
  for presentation in presentations {
    #expect(oracle.acceptedToken(of: presentation) != nil)
  }
  oracle.takeOldImage()
  for presentation in presentations {
    #expect(oracle.acceptedToken(of: presentation) == nil)
  }
  #expect(oracle.marks.count == 1)
  let mark = oracle.marks[presentations[1].leaf.name]
  #expect(mark?.isUsed(expiryFloorSeconds: 0) == false)
}

/// Only a write that is known to last puts an end to it.
@Test func aMediumHasVanishedUntilSomethingLasts() {
  var chance = SeededChance(seed: 1)
  var oracle = LifeOracle(sizes: LifeSizes(by: &chance), lyingCopy: nil)
  for isDone in [false, true] {
    oracle.damage.hasVanished = true
    oracle.takeRaise(toSeconds: 1, afterLoss: true, isDone: isDone)
    #expect(oracle.damage.hasVanished != isDone)
    oracle.damage.hasVanished = true
    oracle.takeFormat(floorSeconds: 1, isDone: isDone)
    #expect(oracle.damage.hasVanished != isDone)
  }
}

@Test func aCommandThatWasForgottenIsSeen() {
  var commands = LifeOperator(issuerCount: 2)
  #expect(commands.kindForgotten([0, 0, 0, 0, 0]) == nil)
  commands.takeVersion(of: LifeCommand(order: .counterReset, version: 3))
  #expect(commands.counterResetCount == 1)
  #expect(commands.kindForgotten([0, 9, 9, 9, 2]) == .counterReset)
  #expect(commands.kindForgotten([0, 0, 0, 0, 3]) == nil)
  commands.forgetVersions()
  #expect(commands.kindForgotten([0, 0, 0, 0, 0]) == nil)
}

/// Each rule alone, at its border.
@Test func aCommandAgainstARuleIsSeen() {
  var chance = SeededChance(seed: 1)
  let oracle = LifeOracle(sizes: LifeSizes(by: &chance), lyingCopy: nil)
  let skew = UInt64(oracle.sizes.profile.limits.clockSkewSeconds)
  let now: UInt64 = 1_750_000_000
  let ready = LifeSight(
    shown: TrustedTime(loSeconds: now - 2, hiSeconds: now + 3),
    outcome: .ready,
    floors: Floors(
      expiresAtSeconds: 0, issuedAtSeconds: now - 100, timeMarkSeconds: 0),
    entryCount: 0, operationCount: 0, recoveryCount: 1,
    versions: [0, 0, 0, 5, 5], areIssuersKnown: true)
  func refusal(
    _ order: LifeCommand.Order, version: UInt64 = 6, signedAt: UInt64? = nil,
    _ change: (inout LifeSight) -> Void = { _ in }
  ) -> OperatorRefusal.Reason? {
    var sight = ready
    change(&sight)
    return oracle.refusal(
      of: LifeCommand(
        order: order, version: version, signedAtSeconds: signedAt ?? now),
      sight)
  }
  func floors(_ g: UInt64, _ e: UInt64) -> LifeCommand.Order {
    .floors(issuedAfterSeconds: g, expiredBeforeSeconds: e)
  }
  #expect(refusal(.counterReset) == nil)
  #expect(refusal(.counterReset, version: 5) == .oldVersion)
  #expect(refusal(.counterReset) { $0.shown = nil } == .noTrustedTime)
  #expect(refusal(.counterReset, signedAt: now + 63) == nil)
  #expect(refusal(.counterReset, signedAt: now + 64) == .signedAhead)
  #expect(refusal(.counterReset, signedAt: now - 99) == nil)
  #expect(refusal(.counterReset, signedAt: now - 100) == .signedBeforeFloor)
  #expect(refusal(floors(0, 0)) == .floorOutOfRange)
  #expect(refusal(floors(now + 3_603, now - 2)) == nil)
  #expect(refusal(floors(now + 3_604, 0)) == .floorOutOfRange)
  #expect(refusal(floors(0, now - 1)) == .floorOutOfRange)
  func lose(_ sight: inout LifeSight) {
    sight.outcome = .lossDetected
    sight.floors = Floors()
  }
  #expect(refusal(.counterReset, lose) == .versionNotKept)
  #expect(refusal(floors(now + 3 + skew, 0), lose) == nil)
  #expect(refusal(floors(now + 2 + skew, 0), lose) == .floorOutOfRange)
}
