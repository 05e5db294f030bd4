// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier
import Testing

/// Unix time leaves leap seconds out, and nobody tells them beforehand.
@Suite struct LeapSecondTests {
  /// Precise sources, and their time after a leap of so much.
  private func places(
    leap: Int64, allowed: UInt32
  ) -> (reason: ClockReason, holdsTruth: Bool) {
    var bench = ArbiterBench {
      $0.leapSecondsMax = allowed
      $0.oscillatorPartsPerBillion = ClockPolicy.tcxoPartsPerBillion
    }
    _ = bench.arbitrate(
      gps: bench.reading(error: 0.001), ntp: bench.reading(error: 0.01),
      rtc: bench.reading(error: 0.1))
    bench.seconds += 60
    let found = bench.arbitrate(
      gps: bench.reading(off: leap, error: 0.001),
      ntp: bench.reading(off: leap, error: 0.01),
      rtc: bench.reading(off: leap, error: 0.1))
    return (
      found.reason, bench.place(found)?.contains(Double(leap)) ?? false
    )
  }

  @Test(arguments: [-1, 1] as [Int64])
  func aLeapSecondTakesNoTimeAwayAndIsHeld(leap: Int64) {
    let found = places(leap: leap, allowed: 1)
    #expect(found.reason == .threeAgree)
    #expect(found.holdsTruth)
  }

  @Test(arguments: [-1, 1] as [Int64])
  func withoutTheAllowanceALeapSecondIsTakenForALie(leap: Int64) {
    #expect(!places(leap: leap, allowed: 0).holdsTruth)
  }

  @Test(arguments: [-1, 1] as [Int64])
  func anOperatorsReadingOutlivesALeapSecond(leap: Int64) throws {
    var bench = ArbiterBench { $0.leapSecondsMax = 1 }
    try bench.arbiter.confirm(
      OperatorClockReading(
        unixSeconds: bench.trueSeconds, nanoseconds: 0, errorNanoseconds: 1,
        drawnAtNanoseconds: 0), nowNanoseconds: 0, timeMarkSeconds: 0)
    bench.seconds += 60
    let place = bench.place(bench.arbitrate())
    let holds = place?.contains(Double(leap)) ?? false
    #expect(holds)
  }

  /// An oscillator that is fast or slow by its whole bound, sources right to a
  /// millisecond, and a second of the same sign in each half-year.
  @Test(arguments: [-1, 1] as [Int64], [-5_000, -1, 1, 5_000] as [Int64])
  func leapSecondsOfOneSignOneAfterTheOtherAreHeld(leap: Int64, rate: Int64) {
    var bench = ArbiterBench {
      $0.leapSecondsMax = 1
      $0.oscillatorPartsPerBillion = UInt32(rate.magnitude)
    }
    for day in 0..<1_300 as Range<Int64> {
      bench.seconds = UInt64(day) * 86_400
      let off = (day / 181 * leap) * 1_000_000_000 + day * 86_400 * rate
      var reading = bench.reading(error: 0.001)
      let instant = bench.trueSeconds * 1_000_000_000 + off
      reading.unixSeconds = instant / 1_000_000_000
      reading.nanoseconds = UInt32(instant % 1_000_000_000)
      let found = bench.arbitrate(gps: reading, ntp: reading, rtc: reading)
      let lo = found.interval?.loNanoseconds ?? .max
      let hi = found.interval?.hiNanoseconds ?? .min
      #expect(lo <= instant && instant <= hi, "day \(day)")
    }
  }

  @Test func aMarkJustBelowTheTruthLeavesRoomForALeapSecond() throws {
    var bench = ArbiterBench { $0.leapSecondsMax = 1 }
    bench.timeMarkSeconds = UInt64(bench.trueSeconds)
    try bench.arbiter.confirm(
      OperatorClockReading(
        unixSeconds: bench.trueSeconds, nanoseconds: 0, errorNanoseconds: 1,
        drawnAtNanoseconds: 0),
      nowNanoseconds: 0, timeMarkSeconds: bench.timeMarkSeconds)
    let precise = bench.reading(error: 0.001)
    let first = bench.arbitrate(gps: precise, ntp: precise, rtc: precise)
    #expect(bench.place(first)?.lowerBound == 0)
    bench.seconds += 60
    let place = bench.place(bench.arbitrate())
    let holds = place?.contains(-1) ?? false
    #expect(holds)
  }

  @Test func moreThanTwoLeapSecondsAreNoPolicy() {
    var policy = ClockPolicy(earliestSeconds: 0)
    policy.leapSecondsMax = 2
    #expect(policy.isPossible)
    policy.leapSecondsMax = 3
    #expect(!policy.isPossible)
  }
}
