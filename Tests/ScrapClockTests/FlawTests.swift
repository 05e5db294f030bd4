// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier
import Testing

/// Readings that cannot be: the source is marked, the reason is told, and the
/// two others give the time.
@Suite struct FlawTests {
  private typealias Row = (
    what: String, state: ClockSourceState,
    change: @Sendable (inout ClockReading) -> Void
  )

  private static let second: Int64 = 1_000_000_000

  /// Each is done to a good reading at 100 s on the counter; receivers may be
  /// 30 s old and 60 s uncertain.
  private static let rows: [Row] = [
    ("no device", .absent, { $0.health = .absent }),
    ("no fix", .noFix, { $0.health = .noFix }),
    ("leap seconds unknown", .noLeapSeconds, { $0.health = .noLeapSeconds }),
    ("faulty", .faulty, { $0.health = .faulty }),
    ("fraction of a second", .faulty, { $0.nanoseconds = 1_000_000_000 }),
    ("greatest fraction", .faulty, { $0.nanoseconds = .max }),
    ("bound 0", .impossibleError, { $0.errorNanoseconds = 0 }),
    ("bound -1", .impossibleError, { $0.errorNanoseconds = -1 }),
    ("least bound", .impossibleError, { $0.errorNanoseconds = .min }),
    ("just wide", .uncertain, { $0.errorNanoseconds = 60 * second + 1 }),
    ("greatest bound", .uncertain, { $0.errorNanoseconds = .max }),
    (
      "before the image", .beforeEarliest,
      { $0.unixSeconds = Int64(ArbiterBench.earliestSeconds) - 1 }
    ),
    ("1970", .beforeEarliest, { $0.unixSeconds = 0 }),
    ("1969", .beforeEarliest, { $0.unixSeconds = -1 }),
    ("least time", .beforeEarliest, { $0.unixSeconds = .min }),
    ("the format's end", .afterFormatEnd, { $0.unixSeconds = 1 << 32 }),
    ("greatest time", .afterFormatEnd, { $0.unixSeconds = .max }),
    ("taken after now", .takenAhead, { $0.takenAtNanoseconds += 1 }),
    ("taken last of all", .takenAhead, { $0.takenAtNanoseconds = .max }),
    (
      "just stale", .stale,
      {
        $0.takenAtNanoseconds -= 30_000_000_001
        $0.unixSeconds -= 30
      }
    ),
    ("taken at 0", .stale, { $0.takenAtNanoseconds = 0 }),
  ]

  @Test func whatCannotBeMarksTheSourceAndLeavesTheOthersAlone() {
    for row in Self.rows {
      var bench = ArbiterBench()
      bench.seconds = 100
      var flawed = bench.reading()
      row.change(&flawed)
      let found = bench.arbitrate(
        gps: flawed, ntp: bench.reading(), rtc: bench.reading())
      #expect(found.state(.gps) == row.state, "\(row.what)")
      #expect(found.reason == .twoAgree, "\(row.what)")
      #expect(bench.place(found) == -1...1, "\(row.what)")
      #expect(found.state(.ntp) == .agreed && found.state(.rtc) == .agreed)
    }
  }

  @Test func whatIsJustPossibleIsHeard() {
    for change in [
      { $0.errorNanoseconds = 1 },
      { $0.errorNanoseconds = 60 * Self.second },
      { $0.nanoseconds = 999_999_999 },
      {
        $0.takenAtNanoseconds -= 30_000_000_000
        $0.unixSeconds -= 30
      },
    ] as [(inout ClockReading) -> Void] {
      var bench = ArbiterBench()
      bench.seconds = 100
      var reading = bench.reading()
      change(&reading)
      let found = bench.arbitrate(
        gps: reading, ntp: bench.reading(), rtc: bench.reading())
      #expect(found.state(.gps) == .agreed)
      #expect(found.reason == .threeAgree)
    }
  }

  @Test func aReadingOlderThanTheOneBeforeItIsTakenBack() {
    var bench = ArbiterBench()
    bench.seconds = 100
    let old = bench.reading()
    bench.seconds = 110
    _ = bench.arbitrate(gps: bench.reading())
    let found = bench.arbitrate(
      gps: old, ntp: bench.reading(), rtc: bench.reading())
    #expect(found.state(.gps) == .takenBack)
    #expect(found.reason == .twoAgree)
  }

  @Test func aTimeThatGoesBackIsALeap() {
    var bench = ArbiterBench()
    _ = bench.arbitrate(gps: bench.reading())
    bench.seconds = 20
    let found = bench.arbitrate(
      gps: bench.reading(off: -25), ntp: bench.reading(), rtc: bench.reading())
    #expect(found.state(.gps) == .leaping)
    #expect(found.alarms == .sourceLeapt)
    #expect(found.reason == .twoAgree)
  }

  @Test func aCounterThatFallsEndsWhatIsHeldOver() {
    var bench = ArbiterBench()
    bench.settle()
    #expect(bench.arbitrate().reason == .heldOver)
    bench.seconds -= 1
    let found = bench.arbitrate()
    #expect(found.reason == .noWitness)
    #expect(found.alarms == .counterFell)
  }

  /// Every field at its ends, in all sources at once, at every counter.
  @Test func nothingTraps() {
    let far: [Int64] = [
      .min, .min + 1, -1, 0, 1, ArbiterBench.startSeconds, 1 << 31 - 1,
      1 << 31, 1 << 32 - 1, 1 << 32, .max - 1, .max,
    ]
    let near: [UInt64] = [0, 1, 1 << 62, 1 << 63, .max - 1, .max]
    var bench = ArbiterBench { $0.earliestSeconds = 0 }
    for now in near {
      for mark in [0, 1 << 31, 1 << 32 - 1, 1 << 32, .max] as [UInt64] {
        for seconds in far {
          for error in far {
            for takenAt in near {
              let reading = ClockReading(
                unixSeconds: seconds, nanoseconds: 999_999_999,
                errorNanoseconds: error, takenAtNanoseconds: takenAt)
              let found = bench.arbiter.arbitrate(
                ClockReadings(
                  gps: reading, gpsSecond: reading, ntp: reading, rtc: reading),
                nowNanoseconds: now, timeMarkSeconds: mark)
              #expect(found.reason.isTrusted == (found.interval != nil))
              confirm(&bench.arbiter, reading, now: now, mark: mark)
            }
          }
        }
      }
    }
  }

  private func confirm(
    _ arbiter: inout ClockArbiter, _ said: ClockReading, now: UInt64,
    mark: UInt64
  ) {
    do throws(ClockConfirmationError) {
      try arbiter.confirm(
        OperatorClockReading(
          unixSeconds: said.unixSeconds, nanoseconds: said.nanoseconds,
          errorNanoseconds: said.errorNanoseconds,
          drawnAtNanoseconds: said.takenAtNanoseconds),
        nowNanoseconds: now, timeMarkSeconds: mark)
      #expect(said.unixSeconds >= 0 && said.unixSeconds < 1 << 32)
      #expect(said.errorNanoseconds > 0)
    } catch {}
  }
}
