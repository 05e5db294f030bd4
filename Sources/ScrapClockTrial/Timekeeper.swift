// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier

/// Whatever makes trusted time from readings: the arbiter, or a rule that is
/// known to be wrong.
protocol Timekeeper: ~Copyable {
  init?(policy: ClockPolicy)

  mutating func decide(
    _ readings: ClockReadings, now: UInt64, markSeconds: UInt64
  ) -> TrialAnswer

  /// Takes an operator's reading; nil if it was refused.
  mutating func hear(
    _ reading: OperatorClockReading, now: UInt64, markSeconds: UInt64
  ) -> ClockConfirmation?
}

extension ClockArbiter: Timekeeper {
  mutating func decide(
    _ readings: ClockReadings, now: UInt64, markSeconds: UInt64
  ) -> TrialAnswer {
    let decision = arbitrate(
      readings, nowNanoseconds: now, timeMarkSeconds: markSeconds)
    return TrialAnswer(
      interval: decision.interval.map {
        TrialInterval(lo: $0.loNanoseconds, hi: $0.hiNanoseconds)
      },
      isGround: decision.reason == .groundConfirmed)
  }

  mutating func hear(
    _ reading: OperatorClockReading, now: UInt64, markSeconds: UInt64
  ) -> ClockConfirmation? {
    do throws(ClockConfirmationError) {
      return try confirm(
        reading, nowNanoseconds: now, timeMarkSeconds: markSeconds)
    } catch {
      return nil
    }
  }
}
