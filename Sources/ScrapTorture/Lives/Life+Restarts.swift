// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay
import SimulatedNVM

/// Power off and on, and what the ground does about a loss.
extension Life {
  /// Restarts, perhaps several times with cuts in between, and presents some
  /// of what was accepted.
  mutating func restart(mustLose: Bool = false) {
    if chance.hits(odds[.cutInRecovery]) { cutRecovery() }
    boot(mustLose: mustLose)
    if chance.hits(odds[.cutInStorm]) { storm() }
    if isOver { return }
    stopClock()
    for _ in 0..<chance.below(3) where !acceptedIndices.isEmpty && !isOver {
      presentAgain(chance.pick(acceptedIndices))
      // One that is fresh to the store after a loss is written: so may a cut
      // come here.
      if satellite.medium.isOff { break }
    }
    if satellite.medium.isOff, !isOver { boot() }
  }

  mutating func boot(mustLose: Bool = false) {
    if !satellite.medium.isOff { oracle.damage.cutsInARow = 0 }
    satellite.restart()
    clock.arbiter?.restart(atSeconds: clock.trueSeconds)
    let hasFailed = takeFaults()
    report.rebootCount += 1
    oracle.takeRestart()
    tell("start: \(satellite.outcome), \(satellite.floors)")
    if satellite.outcome != .ready { tell("\(satellite.report)") }
    takeOldImage()
    judgeOutcome(mustLose: mustLose, hasFailed: hasFailed)
    judgeFloors(nil, hasFailed: false)
    judgeCommands()
  }

  /// Where everything was blanked, interrupted cells may bring back a control
  /// record from before the first mark. As it relies on no segment, none is
  /// missing: an old image, of which only an anchor tells.
  private mutating func takeOldImage() {
    guard oracle.damage.hasVanished, satellite.medium.hasWeakCells,
      !odds.hasAnchor, satellite.outcome == .ready,
      satellite.currentSegment == 0
    else { return }
    oracle.takeOldImage()
    report.gapCount += 1
    tell("an old image has come back from unfinished cells")
  }

  /// The medium stops answering within a recovery: nothing may be accepted.
  private mutating func cutRecovery() {
    let medium = satellite.medium
    let kept = medium.callFailure
    let first = medium.callCount + chance.below(60)
    medium.callFailure = MemoryMedium.CallFailure(first..<Int.max)
    boot()
    report.count(.cutInRecovery)
    if !isOver { present(simplest()) }
    medium.callFailure = kept
  }

  /// Cuts again and again, in the first writes after each start; now and then
  /// the clock shows a time to come meanwhile.
  private mutating func storm() {
    let condition = clock.condition
    defer { clock.condition = condition }
    if chance.hits(3 * odds[.clockAhead]) {
      clock.condition = .shifted(by: chance.pick([600, 18_000, 100_000]))
      report.count(.clockAhead)
      tell("clock: \(clock.condition)")
    }
    for _ in 0..<chance.within(1...6) where !isOver {
      let operation =
        satellite.medium.operationCount + chance.below(14)
      satellite.medium.faults[operation] = MemoryMedium.Fault(
        Self.extent(by: &chance), .powerFailure)
      present(simplest(), isStorm: true)
      if isOver { return }
      boot()
    }
  }

  private mutating func judgeOutcome(mustLose: Bool, hasFailed: Bool) {
    let outcome = satellite.outcome
    if outcome != .ready { report.lossCount += 1 }
    let damage = oracle.damage
    let isRight =
      switch outcome {
      case .ready: !mustLose
      // What neither copy lets us read may be lost.
      case .lossDetected: damage.mayLose || hasFailed
      case .otherFormat: damage.mayLose
      case .blank: damage.mayBeBlank
      case .mediumFailed: hasFailed
      case .capacityExceeded: oracle.mayOverflow
      case .notRecovered: false
      }
    if isRight { return }
    violate(
      mustLose ? .lossUnseen : .notReady, "the store starts as \(outcome)")
  }

  /// Some steps of looking after memory and medium, in idle time.
  mutating func scrub() {
    guard chance.hits(odds.scrub), satellite.outcome == .ready else { return }
    let stepCount = chance.within(1...12)
    for _ in 0..<stepCount where !satellite.medium.isOff {
      satellite.scrub()
    }
    let hasFailed = takeFaults()
    oracle.takeScrub(stepCount: stepCount, hasFailed: hasFailed)
    tell("scrubbed: \(satellite.outcome)")
    judgeOutcome(mustLose: false, hasFailed: hasFailed)
    judgeFloors(nil, hasFailed: hasFailed)
  }

  /// After a while the ground names a floor, or formats the store.
  mutating func helpFromGround() {
    clock.advance(bySeconds: UInt64(chance.below(86_400)))
    let floor = clock.trueSeconds + 60
    switch satellite.outcome {
    case .mediumFailed: restart()
    case .lossDetected where clock.isTruthful && chance.hits(500):
      endLossByCommand()
    case .lossDetected: raiseFloor(toSeconds: floor)
    default:
      format(floorSeconds: floor)
      restart()
    }
    clock.advance(bySeconds: 61)
  }

  /// Floor G, by the ground's own act or after a loss.
  mutating func raiseFloor(toSeconds seconds: UInt64) {
    let isAfterLoss = satellite.outcome != .ready
    let hasLostControl = isAfterLoss && satellite.hasLostControl
    let isDone = satellite.raiseIssuanceFloor(to: seconds)
    let hasFailed = takeFaults()
    report.raiseCount += 1
    tell("floor G to \(seconds): \(isDone), \(satellite.outcome)")
    oracle.takeRaise(
      toSeconds: seconds, afterLoss: isAfterLoss, isDone: isDone)
    let isExcused = hasFailed || oracle.damage.isBroken
    // Floor E may have gone, too: what had expired is live again.
    let isUsable =
      satellite.outcome == .ready
      || satellite.outcome == .capacityExceeded && oracle.mayOverflow
    if !isDone, !isExcused {
      violate(.notReady, "floor G cannot be raised")
    }
    if satellite.medium.isOff {
      boot()
    } else if isDone, !isUsable, !isExcused {
      violate(
        .notReady, "after floor G was raised: \(satellite.outcome)")
    }
    judgeFloors(nil, hasFailed: hasFailed)
    judgeCommands(afterLossOfControl: isDone && hasLostControl)
  }

  mutating func format(floorSeconds: UInt64) {
    let isDone = satellite.format(
      storeID: chance.next(), issuedAfterSeconds: floorSeconds)
    let hasFailed = takeFaults()
    report.formatCount += 1
    oldImage = nil
    tell("formatted with floor \(floorSeconds): \(isDone)")
    oracle.takeFormat(floorSeconds: floorSeconds, isDone: isDone)
    if !isDone, !hasFailed, !oracle.damage.isBroken {
      violate(.notReady, "the store cannot be formatted")
    }
  }
}
