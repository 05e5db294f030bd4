// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapVerifier
import SimulatedNVM

/// Time passes, and the satellite's clock goes wrong.
extension Life {
  mutating func passTime() {
    let seconds =
      switch chance.below(10) {
      case 0..<5: chance.below(60)
      case 5..<8: chance.below(3_600)
      case 8: chance.below(43_200)
      default: chance.below(chance.pick([86_400, 345_600]))
      }
    clock.advance(bySeconds: UInt64(seconds))
  }

  mutating func changeClock() {
    let before = clock.condition
    // It seldom stays wrong for long.
    if chance.hits(200) {
      clock.condition = .sound(
        before: UInt64(chance.below(4)), after: UInt64(chance.below(4)))
    }
    for fault in [
      .noTime, .wideTime, .clockAhead, .clockBehind, .clockReset,
      .clockDrift,
    ] as [LifeFault] where chance.hits(odds[fault]) {
      clock.condition = condition(of: fault)
      report.count(fault)
    }
    if clock.condition != before { tell("clock: \(clock.condition)") }
    lookAtClock()
  }

  /// The satellite arbitrates, if it does so by itself.
  mutating func lookAtClock() {
    guard let arbiter = clock.arbiter else { return }
    arbiter.tellsGarbage = chance.hits(odds[.clockGarbage])
    if arbiter.tellsGarbage { report.count(.clockGarbage) }
    arbiter.sample(clock, timeMarkSeconds: satellite.floors.timeMarkSeconds)
    guard let shown = clock.shown else { return }
    if clock.mustBeTruthful, !clock.isTruthful {
      violate(
        .timeWrong,
        "\(shown.loSeconds)...\(shown.hiSeconds), it is \(clock.trueSeconds)")
    }
  }

  /// Now and then the satellite keeps the time, be it right or wrong.
  mutating func keepTime() {
    guard !satellite.medium.isOff, satellite.outcome == .ready,
      let shown = clock.shown, chance.hits(50)
    else { return }
    let isWritten = satellite.keepTime(shown)
    let hasFailed = takeFaults()
    oracle.floors.takeDecision(
      loSeconds: shown.loSeconds, isAccepted: isWritten)
    tell("kept the time: \(isWritten), \(satellite.floors)")
    judgeFloors(nil, hasFailed: hasFailed)
  }

  private mutating func condition(of fault: LifeFault) -> LifeClock.Condition {
    let hour: Int64 = 3_600
    switch fault {
    case .noTime: return .none
    case .wideTime:
      return .sound(
        before: UInt64(chance.within(10...40_000)),
        after: UInt64(chance.within(10...40_000)))
    case .clockAhead:
      return .shifted(
        by: chance.pick([
          2, 4, 10, 40, 600, 5 * hour, 30 * hour, 400 * hour, 2_000_000 * hour,
        ]))
    case .clockBehind:
      return .shifted(
        by: -chance.pick([
          2, 4, 10, 40, 600, 5 * hour, 30 * hour, 400 * hour,
        ]))
    case .clockReset: return .reset(atSeconds: clock.trueSeconds)
    default:
      return .drifting(
        period: chance.pick([-10_000, -500, 500, 10_000]),
        sinceSeconds: clock.trueSeconds)
    }
  }

  /// The clock may have stopped with a restart, too.
  mutating func stopClock() {
    if chance.hits(odds[.noTime]) {
      clock.condition = .none
      report.count(.noTime)
    } else if chance.hits(odds[.clockReset]) {
      clock.condition = .reset(atSeconds: clock.trueSeconds)
      report.count(.clockReset)
    }
  }
}
