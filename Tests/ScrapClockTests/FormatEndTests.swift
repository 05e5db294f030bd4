// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier
import Testing

/// 2038-01-19, where signed 32 bits end, and 2106-02-07, where unsigned ones
/// do (E-57).
@Suite struct FormatEndTests {
  /// Three sources of one mind, a second right, that say these times one after
  /// the other.
  private func bench(at seconds: Int64) -> ArbiterBench {
    let years = UInt64(seconds - ArbiterBench.startSeconds)
    var bench = ArbiterBench { $0.earliestSeconds = UInt64(seconds) - 100_000 }
    bench.seconds = years
    return bench
  }

  private func agree(_ bench: inout ArbiterBench) -> ClockDecision {
    bench.arbitrate(
      gps: bench.reading(), ntp: bench.reading(), rtc: bench.reading())
  }

  @Test func theEndOfSigned32BitsIsATimeAsAnyOther() {
    var bench = bench(at: 1 << 31 - 3)
    bench.timeMarkSeconds = 1 << 31 - 1_000
    for _ in 0..<6 {
      let found = agree(&bench)
      #expect(found.reason == .threeAgree)
      #expect(bench.place(found) == -1...1)
      let truth = UInt64(bench.trueSeconds)
      #expect(found.trustedTime?.loSeconds == truth - 1)
      #expect(found.trustedTime?.hiSeconds == truth + 1)
      bench.seconds += 1
      bench.timeMarkSeconds = truth - 1
    }
    #expect(bench.trueSeconds == 1 << 31 + 3)
  }

  @Test func theLastSecondOfTheFormatIsHeardAndNoneAfterIt() {
    var bench = bench(at: 1 << 32 - 2)
    var found = agree(&bench)
    #expect(found.reason == .threeAgree)
    #expect(found.trustedTime?.hiSeconds == 1 << 32 - 1)
    bench.seconds += 1
    found = agree(&bench)
    #expect(found.reason == .threeAgree)
    bench.seconds += 1
    found = agree(&bench)
    #expect(found.state(.gps) == .afterFormatEnd)
    #expect(found.reason == .heldOver)
    #expect(bench.place(found)?.contains(0) == true)
  }

  @Test func aMarkBeyondTheFormatLiesAboveEveryTime() {
    for mark in [1 << 32, 1 << 33, 1 << 63, .max] as [UInt64] {
      var bench = bench(at: 1 << 32 - 2)
      _ = agree(&bench)
      bench.seconds += 20
      bench.timeMarkSeconds = mark
      let found = bench.arbitrate()
      #expect(found.reason == .belowMark, "\(mark)")
      #expect(found.interval == nil, "\(mark)")
    }
  }
}
