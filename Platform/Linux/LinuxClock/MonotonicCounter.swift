// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import ScrapClock

/// The monotonic counter of a Linux computer, nanoseconds: what everything that
/// takes `nowNanoseconds` should be given.
///
/// Two things must hold of it. It counts on while the computer sleeps, or a
/// held time would lag behind the truth by the length of the sleep. And nobody
/// steers its rate, or whoever steers the kernel's clock, NTP above all, could
/// drag the time that is held against him. No clock of Linux does both:
/// `CLOCK_BOOTTIME` counts sleep and is steered, `CLOCK_MONOTONIC_RAW` is not
/// steered and stops. So this is the second plus the time slept, which is the
/// difference of `CLOCK_BOOTTIME` and `CLOCK_MONOTONIC`, both steered alike.
///
/// It begins anew with each boot and never falls between two calls. Its rate
/// is the bare oscillator's; on a PC allow 100 ppm and more. A sleep is as long
/// as the kernel believes, by a real-time clock of whole seconds on some.
public struct MonotonicCounter: Sendable {
  /// Changes below this are the time between two looks at a clock.
  private static let sleepNanosecondsMin: UInt64 = 10_000_000

  private var sleptNanoseconds: UInt64 = 0
  private var lastNanoseconds: UInt64 = 0

  /// The counter of this boot.
  public init() {}

  /// The counter now.
  public mutating func nanoseconds() -> UInt64 {
    lookForSleep()
    let now = Self.time(CLOCK_MONOTONIC_RAW) + sleptNanoseconds
    lastNanoseconds = max(lastNanoseconds, now)
    return lastNanoseconds
  }

  /// Looks how long the computer has slept since it started; not at all if
  /// something else ran in between three times.
  private mutating func lookForSleep() {
    for _ in 0..<3 {
      let before = Self.time(CLOCK_MONOTONIC)
      let total = Self.time(CLOCK_BOOTTIME)
      let after = Self.time(CLOCK_MONOTONIC)
      guard after - before < Self.sleepNanosecondsMin / 2 else { continue }
      let slept = total > before ? total - before : 0
      if slept >= sleptNanoseconds + Self.sleepNanosecondsMin {
        sleptNanoseconds = slept
      }
      return
    }
  }

  /// A clock that Linux always has.
  static func time(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    let result = clock_gettime(clock, &time)
    precondition(result == 0, "Linux has this clock")
    return UInt64(time.tv_sec) * Nanoseconds.perSecond
      + UInt64(time.tv_nsec)
  }
}
