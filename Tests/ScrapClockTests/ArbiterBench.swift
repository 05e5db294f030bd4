// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier

/// An arbiter, its counter, and sources that say what a test wants.
struct ArbiterBench: ~Copyable {
  static let startSeconds: Int64 = 1_800_000_000
  static let earliestSeconds: UInt64 = 1_790_000_000

  var arbiter: ClockArbiter
  /// Seconds since the start, on the counter and in truth.
  var seconds: UInt64 = 0
  var timeMarkSeconds: UInt64 = 0

  init(_ change: (inout ClockPolicy) -> Void = { _ in }) {
    var policy = ClockPolicy(earliestSeconds: Self.earliestSeconds)
    policy.leapSecondsMax = 0
    change(&policy)
    guard let arbiter = ClockArbiter(policy: policy) else {
      preconditionFailure("the policy's figures are in range")
    }
    self.arbiter = arbiter
  }

  var now: UInt64 { seconds * 1_000_000_000 }
  var trueSeconds: Int64 { Self.startSeconds + Int64(seconds) }

  /// A reading of now that is off by so much.
  func reading(off: Int64 = 0, error: Double = 1) -> ClockReading {
    ClockReading(
      unixSeconds: trueSeconds + off,
      errorNanoseconds: Int64(error * 1e9), takenAtNanoseconds: now)
  }

  mutating func arbitrate(_ readings: ClockReadings) -> ClockDecision {
    arbiter.arbitrate(
      readings, nowNanoseconds: now, timeMarkSeconds: timeMarkSeconds)
  }

  mutating func arbitrate(
    gps: ClockReading = .absent,
    gpsSecond: ClockReading = .absent,
    ntp: ClockReading = .absent,
    rtc: ClockReading = .absent
  ) -> ClockDecision {
    arbitrate(
      ClockReadings(gps: gps, gpsSecond: gpsSecond, ntp: ntp, rtc: rtc))
  }

  /// Lets all three agree, then waits.
  mutating func settle(thenWait seconds: UInt64 = 60) {
    _ = arbitrate(gps: reading(), ntp: reading(), rtc: reading())
    self.seconds += seconds
  }

  /// Where the interval lies, in seconds from the truth.
  func place(_ decision: ClockDecision) -> ClosedRange<Double>? {
    guard let interval = decision.interval else { return nil }
    let truth = trueSeconds * 1_000_000_000
    return Double(interval.loNanoseconds - truth)
      / 1e9...Double(interval.hiNanoseconds - truth) / 1e9
  }
}
