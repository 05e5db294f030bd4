// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import Testing

/// Liars who never leap: how far they lead trusted time in a day.
@Suite struct PatientAttackTests {
  private static let daySeconds: UInt64 = 86_400
  private static let steps: UInt64 = 1_440

  /// Intervals in seconds from the truth: the first, the last, and the furthest
  /// that either end came; and steps without time.
  private struct Outcome {
    var start: ClosedRange<Double>
    var end: ClosedRange<Double>?
    var furthest = 0.0
    var lost = 0
  }

  /// Both ends, in seconds from the truth, before and after a day in which
  /// liars say what `lie` tells for each of 1,440 steps of a minute.
  ///
  /// The true time goes slower than the counter by the oscillator's whole bound
  /// if `isSlow`: that is the most that liars may gain against the truth.
  private func dragged(
    rate: UInt32, isSlow: Bool,
    readings: (_ step: UInt64, _ honest: ClockReading) -> ClockReadings
  ) -> Outcome {
    var bench = ArbiterBench { $0.oscillatorPartsPerBillion = rate }
    let first = bench.reading()
    let start = bench.arbitrate(gps: first, ntp: first, rtc: first)
    guard let before = bench.place(start) else {
      preconditionFailure("three agree at first")
    }
    var outcome = Outcome(start: before)
    for step in 1...Self.steps {
      bench.seconds = step * (Self.daySeconds / Self.steps)
      let slow = isSlow ? Int64(bench.seconds) * Int64(rate) : 0
      var honest = bench.reading()
      let instant = bench.trueSeconds * 1_000_000_000 - slow
      honest.unixSeconds = instant / 1_000_000_000
      honest.nanoseconds = UInt32(instant % 1_000_000_000)
      let found = bench.arbitrate(readings(step, honest))
      if found.interval == nil { outcome.lost += 1 }
      outcome.end = found.interval.map {
        Double($0.loNanoseconds - instant)
          / 1e9...Double($0.hiNanoseconds - instant) / 1e9
      }
      if let end = outcome.end {
        outcome.furthest = max(
          outcome.furthest, -end.lowerBound, end.upperBound)
      }
    }
    return outcome
  }

  private static func shifted(
    _ reading: ClockReading, by nanoseconds: Int64
  ) -> ClockReading {
    var shifted = reading
    let instant =
      reading.unixSeconds * 1_000_000_000 + Int64(reading.nanoseconds)
      + nanoseconds
    shifted.unixSeconds = instant / 1_000_000_000
    shifted.nanoseconds = UInt32(instant % 1_000_000_000)
    return shifted
  }

  /// TCXO: 0.864 s a day; XO: 8.64 s a day.
  private static func mostSeconds(_ rate: UInt32) -> Double {
    2 * Double(rate) * 86_400 / 1e9
  }

  @Test(
    arguments: [
      ClockPolicy.tcxoPartsPerBillion, ClockPolicy.xoPartsPerBillion,
    ],
    [59, -59] as [Int64])
  func oneSourceInStepsOf59SecondsMovesNothing(rate: UInt32, by: Int64) {
    let found = dragged(rate: rate, isSlow: false) { step, honest in
      ClockReadings(
        gps: Self.shifted(honest, by: by * Int64(step) * 1_000_000_000),
        ntp: honest, rtc: honest)
    }
    #expect(found.end == found.start)
    #expect(found.lost == 0)
  }

  @Test(
    arguments: [
      ClockPolicy.tcxoPartsPerBillion, ClockPolicy.xoPartsPerBillion,
    ],
    [59, -59] as [Int64])
  func twoSourcesInStepsOf59SecondsLeadNowhere(rate: UInt32, by: Int64) {
    let found = dragged(rate: rate, isSlow: false) { step, honest in
      let lie = Self.shifted(honest, by: by * Int64(step) * 1_000_000_000)
      return ClockReadings(gps: lie, ntp: lie, rtc: honest)
    }
    // Leaping at each step, they are no witnesses: the oscillator alone.
    let grown = Self.mostSeconds(rate) / 2
    #expect(found.lost == 0)
    let end = found.end ?? 0...0
    #expect(end.lowerBound >= found.start.lowerBound - grown - 1e-6)
    #expect(end.upperBound <= found.start.upperBound + grown + 1e-6)
  }

  /// Whoever owns every source, with bounds so wide that no step is a leap: the
  /// held-over time alone stands against him.
  @Test(
    arguments: [
      ClockPolicy.tcxoPartsPerBillion, ClockPolicy.xoPartsPerBillion,
    ],
    [59, -59] as [Int64])
  func allSourcesInWideStepsOf59SecondsLeadNowhere(rate: UInt32, by: Int64) {
    let found = dragged(rate: rate, isSlow: false) { step, honest in
      // Every eleven minutes: longer than a leap is remembered.
      var lie = Self.shifted(
        honest, by: by * Int64(step / 11) * 1_000_000_000)
      lie.errorNanoseconds = 30_000_000_000
      return ClockReadings(gps: lie, ntp: lie, rtc: lie)
    }
    let grown = Self.mostSeconds(rate) / 2
    // None, or what is held over, once the lie leaves that.
    #expect(found.end == nil)
    #expect(found.lost > 0)
    #expect(found.furthest <= found.start.upperBound + grown + 1e-6)
  }

  /// The sharpest drag: two that agree always show the very end of what is
  /// held over, narrowly, and so lead it at the oscillator's bound. With the
  /// oscillator itself at the other bound that is twice the bound in truth.
  @Test(arguments: [
    ClockPolicy.tcxoPartsPerBillion, ClockPolicy.xoPartsPerBillion,
  ])
  func twoWithinTheBoundDragByTwiceTheBoundAtMost(rate: UInt32) {
    let found = dragged(rate: rate, isSlow: true) { step, honest in
      let elapsed = Int64(step * (Self.daySeconds / Self.steps))
      // A second is what the first interval leaves to go.
      var lie = Self.shifted(
        honest, by: 1_000_000_000 + 2 * elapsed * Int64(rate) - 1_000)
      lie.errorNanoseconds = 1_000
      return ClockReadings(gps: lie, ntp: lie)
    }
    let most = found.start.upperBound + Self.mostSeconds(rate)
    let end = found.end ?? 0...0
    #expect(found.lost == 0)
    // The bound holds, and it is reached: nothing narrower would be right.
    #expect(end.upperBound <= most + 1e-5)
    #expect(end.upperBound >= most - 1e-5)
  }
}
