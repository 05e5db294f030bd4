// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import TestSupport
import Testing

@testable import ScrapSimulation

@Suite struct SimulatedClockTests {
  private static func clock() -> SimulatedClock {
    SimulatedClock(
      ScenarioTarget.Clock(source: .gps, errorMilliseconds: 1_000),
      seed: TestSeed.seed())
  }

  @Test func aGoodReadingHoldsTheTruth() {
    var clock = Self.clock()
    for step in 0..<1_000 {
      let truth = 1_763_720_000_000_000_000 + Int64(step) * 777_777_777
      let reading = clock.read(
        trueNanoseconds: truth, counterNanoseconds: 5)
      let told =
        reading.unixSeconds * 1_000_000_000 + Int64(reading.nanoseconds)
      #expect(abs(told - truth) <= reading.errorNanoseconds)
      #expect(reading.nanoseconds < 1_000_000_000)
      #expect(reading.takenAtNanoseconds == 5)
    }
  }

  @Test func aLieIsOffByWhatWasAskedFor() {
    var clock = Self.clock()
    for offset in [-1_000_000_000, -1, 86_400] {
      clock.fault = .offset(seconds: offset)
      let reading = clock.read(
        trueNanoseconds: 500_000_000, counterNanoseconds: 0)
      #expect(abs(Int(reading.unixSeconds) - offset) <= 1)
    }
  }

  @Test func aLostSourceSaysSo() {
    var clock = Self.clock()
    clock.fault = .lost
    let reading = clock.read(trueNanoseconds: 1, counterNanoseconds: 2)
    #expect(reading.health == .noFix)
  }
}
