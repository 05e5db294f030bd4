// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import Testing

/// What time does to a reading and to what is held over, to the nanosecond.
@Suite struct AgeTests {
  @Test func aReadingIsMovedOnByItsAgeAndWidenedByTheDriftOfIt() {
    // 20 seconds at 50 parts in a million: a millisecond.
    var bench = ArbiterBench()
    let old = bench.reading()
    bench.seconds = 20
    let found = bench.arbitrate(gps: old, rtc: old)
    let truth = bench.trueSeconds * 1_000_000_000
    #expect(found.interval?.loNanoseconds == truth - 1_001_000_000)
    #expect(found.interval?.hiNanoseconds == truth + 1_001_000_000)
  }

  @Test func driftIsRoundedUpToTheNextNanosecond() {
    // A second at one part in 10^9 is one nanosecond; one less is one, too.
    var bench = ArbiterBench { $0.oscillatorPartsPerBillion = 1 }
    let first = bench.reading()
    _ = bench.arbitrate(gps: first, rtc: first)
    let truth = bench.trueSeconds * 1_000_000_000
    for elapsed in [1, 999_999_999, 1_000_000_000, 1_000_000_001] as [Int64] {
      let found = bench.arbiter.arbitrate(
        ClockReadings(), nowNanoseconds: UInt64(elapsed), timeMarkSeconds: 0)
      let drift: Int64 = elapsed > 1_000_000_000 ? 2 : 1
      let lo = truth + elapsed - drift - 1_000_000_000
      let hi = truth + elapsed + drift + 1_000_000_000
      #expect(found.interval?.loNanoseconds == lo, "\(elapsed)")
      #expect(found.interval?.hiNanoseconds == hi, "\(elapsed)")
    }
  }
}
