// SPDX-License-Identifier: Apache-2.0

import Glibc
import LinuxClock
import Testing

@Suite struct MonotonicCounterTests {
  private func time(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  @Test func itNeverFallsAndCountsWhatTheOscillatorCounts() {
    var counter = MonotonicCounter()
    let rawBefore = time(CLOCK_MONOTONIC_RAW)
    let first = counter.nanoseconds()
    var last = first
    for _ in 0..<100_000 {
      let now = counter.nanoseconds()
      if now < last { Issue.record("\(now) after \(last)") }
      last = now
    }
    let rawAfter = time(CLOCK_MONOTONIC_RAW)
    #expect(last > first)
    #expect(last - first <= rawAfter - rawBefore)
  }

  @Test func itIsTheOscillatorPlusTheTimeSlept() {
    var counter = MonotonicCounter()
    let awake = time(CLOCK_MONOTONIC)
    let slept = time(CLOCK_BOOTTIME) - awake
    let raw = time(CLOCK_MONOTONIC_RAW)
    let now = counter.nanoseconds()
    let after = time(CLOCK_MONOTONIC_RAW)
    // Below 10 ms of sleep count as none.
    #expect(now + 10_000_000 >= raw + slept)
    #expect(now <= after + slept + 10_000_000)
  }
}
