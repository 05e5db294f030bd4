// SPDX-License-Identifier: Apache-2.0

import ScrapClock

/// Trusted time from four sources.
extension BenchSuite {
  func clockCases() -> [BenchCase] {
    let clock = Clock()
    return [
      BenchCase(
        name: "arbitration", summary: "four sources into one interval",
        unit: [("signature", 1)], goal: 0.03, operationCount: 1_000
      ) { _ in
        let reason = clock.arbitrate()
        precondition(reason == .threeAgree, "the sources agree")
      }
    ]
  }

  /// An arbiter that is asked once a second of its counter.
  private final class Clock {
    private var arbiter: ClockArbiter
    private var seconds: UInt64 = 0

    init() {
      let policy = ClockPolicy(earliestSeconds: BenchTokens.nowSeconds)
      guard let arbiter = ClockArbiter(policy: policy) else {
        preconditionFailure("the policy's figures are in range")
      }
      self.arbiter = arbiter
    }

    func arbitrate() -> ClockReason {
      seconds += 1
      let decision = arbiter.arbitrate(
        ClockReadings(
          gps: reading(nanoseconds: 1_000, age: 0),
          gpsSecond: reading(nanoseconds: 2_000, age: 0),
          ntp: reading(nanoseconds: 50_000_000, age: 1),
          rtc: reading(nanoseconds: 700_000_000, age: 0)),
        nowNanoseconds: (seconds + 1) * 1_000_000_000,
        timeMarkSeconds: BenchTokens.nowSeconds)
      return decision.reason
    }

    private func reading(nanoseconds: Int64, age: UInt64) -> ClockReading {
      let taken = seconds + 1 - age
      return ClockReading(
        unixSeconds: Int64(BenchTokens.nowSeconds + 1 + taken),
        nanoseconds: UInt32(nanoseconds / 2),
        errorNanoseconds: nanoseconds,
        takenAtNanoseconds: taken * 1_000_000_000)
    }
  }
}
