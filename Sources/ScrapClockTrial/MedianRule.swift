// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier

/// The rule of SCRAP §10.5.2 as written: the weighted mean of what lies within
/// 60 seconds of the median. With two sources the median is the later one
/// (E-51), and "within 60 seconds" never comes out empty (E-52): whoever lies
/// ahead of the real-time clock wins. The canary of the trials.
struct MedianRule: Timekeeper {
  private static let deviation = 60 * second

  init?(policy: ClockPolicy) {}

  mutating func decide(
    _ readings: ClockReadings, now: UInt64, markSeconds: UInt64
  ) -> TrialAnswer {
    var told: [(time: Int64, weight: Int64)] = []
    for (name, weight) in [
      (ClockSourceName.gps, 10), (.ntp, 5), (.rtc, 1),
    ] as [(ClockSourceName, Int64)] {
      let reading = readings[name]
      guard reading.health == .good, reading.unixSeconds >= 0,
        reading.unixSeconds < 1 << 32, reading.takenAtNanoseconds <= now,
        now - reading.takenAtNanoseconds < UInt64(dayNanoseconds)
      else { continue }
      let age = Int64(now - reading.takenAtNanoseconds)
      told.append((reading.unixSeconds * second + age, weight))
    }
    guard !told.isEmpty else {
      return TrialAnswer(interval: nil)
    }
    let median = told.map(\.time).sorted()[told.count / 2]
    let valid = told.filter { abs($0.time - median) < Self.deviation }
    let weights = valid.reduce(0) { $0 + $1.weight }
    let mean =
      median
      + valid.reduce(0) { $0 + ($1.time - median) * $1.weight } / weights
    return TrialAnswer(
      interval: TrialInterval(
        lo: mean - Self.deviation, hi: mean + Self.deviation))
  }

  mutating func hear(
    _ reading: OperatorClockReading, now: UInt64, markSeconds: UInt64
  ) -> ClockConfirmation? { nil }
}
