// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier
import SimulatedNVM

/// What happens now and then.
extension Mission where Keeper: ~Copyable {
  private typealias Fault = TrialSource.Fault

  /// What changes from one day to the next.
  mutating func beginDay() {
    if !isLeftAlone, chance.oneIn(32) { restart() }
    if chance.oneIn(8) { drawError(chance.below(4)) }
    if chance.oneIn(8) {
      plot = Plot(&chance, rate: Int64(policy.oscillatorPartsPerBillion))
    }
    if chance.oneIn(4) { drawFaults() }
  }

  /// A start without memory: a new arbiter, or the old one with a counter that
  /// fell, after some time without power.
  private mutating func restart() {
    tally.restartCount += 1
    let off =
      chance.oneIn(4)
      ? Int64(chance.below(30)) * dayNanoseconds
      : Int64(chance.below(3_600)) * second
    let counter = UInt64(chance.below(100)) * UInt64(second)
    if chance.oneIn(2) { forget() }
    counterBefore = time.counter
    time.restart(counter: counter, after: off)
    judge.restart()
    for index in 0..<4 { sources[index].restart() }
    isFirstStep = true
  }

  /// A new arbiter.
  mutating func forget() {
    guard let fresh = Keeper(policy: policy) else {
      preconditionFailure("the policy's figures are in range")
    }
    keeper = fresh
  }

  private mutating func drawFaults() {
    switch kind {
    case .honest: drawHonest()
    case .minority: drawMinority()
    case .majority: drawMajority()
    case .mixed:
      for index in 0..<4 {
        sources[index].fault =
          chance.oneIn(2)
          ? .none : chance.oneIn(2) ? failure() : lie()
      }
    }
  }

  /// One witness at a time fails.
  private mutating func drawHonest() {
    let failing = chance.below(4)
    for index in 0..<4 {
      sources[index].fault =
        witness(of: index) == failing ? failure() : .none
    }
  }

  /// One witness at a time lies, with one receiver or both; the others fail now
  /// and then.
  private mutating func drawMinority() {
    if chance.oneIn(4) { liar = chance.below(3) }
    let isLying = !chance.oneIn(4)
    for index in 0..<4 {
      let isLiar = witness(of: index) == liar
      if isLiar, isLying {
        sources[index].fault = chance.oneIn(4) ? failure() : lie()
      } else {
        sources[index].fault = chance.oneIn(6) ? failure() : .none
      }
    }
  }

  /// Two witnesses or all follow the plot, or nobody for a while.
  private mutating func drawMajority() {
    let isQuiet = chance.oneIn(3)
    let honest = chance.below(4)
    for index in 0..<4 {
      sources[index].fault =
        isQuiet || witness(of: index) == honest
        ? (chance.oneIn(6) ? failure() : .none) : .plot
    }
  }

  private func witness(of index: Int) -> Int { max(0, index - 1) }

  private mutating func failure() -> TrialSource.Fault {
    switch chance.below(5) {
    case 0, 1: .lost
    case 2: .unhealthy
    case 3: .stale
    default: .repeated
    }
  }

  private mutating func lie() -> TrialSource.Fault {
    switch chance.below(9) {
    case 0...3: .plot
    case 4: .least
    case 5: .narrow
    case 6: .forged
    case 7: .garbage
    default: .reset
    }
  }

  /// An operator answers a nonce: in time, late, or with what cannot be.
  mutating func hearGround() {
    let stretch = time.counter - time.startCounter
    let longest = min(stretch, 2 * UInt64(policy.widthSecondsMax) * 1 << 30)
    let drawnAt = time.counter - below(longest)
    let signedAt = time.counter - below(time.counter - drawnAt)
    let error = 1 + Int64(chance.below(2 * Int(second)))
    let off = [error, -error, 0][chance.below(3)]
    let said = time.at(signedAt) + off
    let isBroken = chance.oneIn(8)
    let reading = OperatorClockReading(
      unixSeconds: said / second,
      nanoseconds: isBroken ? .max : UInt32(said % second),
      errorNanoseconds: error, drawnAtNanoseconds: drawnAt)
    let confirmation = keeper.hear(
      reading, now: time.counter, markSeconds: markSeconds)
    guard let confirmation else {
      tally.unconfirmedCount += 1
      judgeRefusal(isBroken, elapsed: time.counter - drawnAt)
      return
    }
    tally.confirmedCount += 1
    if isBroken { judge.fail(.ground, "took half a reading", time, nil) }
    let elapsed = time.counter - drawnAt
    let drift = elapsed.multipliedFullWidth(
      by: UInt64(policy.oscillatorPartsPerBillion))
    let (whole, _) = UInt64(second).dividingFullWidth(drift)
    let most = error + Int64(policy.leapSecondsMax) * second
    judge.confirmed(
      TrialInterval(
        lo: said - most,
        hi: said + most + Int64(elapsed + whole + 1)),
      isReplaced: confirmation == .replaced, now: time.counter)
  }

  private mutating func below(_ bound: UInt64) -> UInt64 {
    chance.next().multipliedFullWidth(by: bound + 1).high
  }

  /// A reading in time is taken, unless the mark had been led astray, or the
  /// arbiter does not know yet that the counter fell.
  private mutating func judgeRefusal(_ isBroken: Bool, elapsed: UInt64) {
    let isInTime = elapsed < UInt64(policy.widthSecondsMax / 2) * 1 << 30 / 2
    let isMarkRight = Int64(markSeconds) * second <= time.unix
    let isInFormat = time.unix < ((1 << 32) - 86_400) * second
    if !isBroken, isInTime, isMarkRight, isInFormat, !isFirstStep {
      judge.fail(.ground, "refused a reading in time", time, nil)
    }
  }
}
