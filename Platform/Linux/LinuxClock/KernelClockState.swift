// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import ScrapClock

/// The kernel's clock and what the kernel knows of it.
public struct KernelClockState: Equatable, Sendable {
  /// Whole seconds, Unix time.
  public var unixSeconds: Int64
  /// The fraction, 0 to 999,999,999.
  public var nanoseconds: UInt32
  /// Whether somebody keeps it right: neither TIME_ERROR nor STA_UNSYNC.
  public var isSynchronised: Bool
  /// How far it may be wrong, microseconds, as whoever keeps it right told the
  /// kernel; nil if the kernel does not say. It grows by 500 ppm until it is
  /// told anew. Some tell 0 and mean that they do not know.
  public var errorMicroseconds: Int64?
  /// Whether this is a leap second, whose number comes twice.
  public var isLeapSecond: Bool
  /// How long it took to read all this.
  public var tookNanoseconds: UInt64

  /// "synchronised" or "not synchronised".
  public var word: String {
    isSynchronised ? "synchronised" : "not synchronised"
  }

  /// Reads the clock; nil if it shows a time before 1970.
  public static func now() -> KernelClockState? {
    let before = MonotonicCounter.time(CLOCK_MONOTONIC_RAW)
    var clock = timespec()
    guard clock_gettime(CLOCK_REALTIME, &clock) == 0, clock.tv_sec >= 0 else {
      return nil
    }
    // Only asks: no mode is set.
    var state = timex()
    let result = adjtimex(&state)
    let after = MonotonicCounter.time(CLOCK_MONOTONIC_RAW)
    return KernelClockState(
      unixSeconds: Int64(clock.tv_sec), nanoseconds: UInt32(clock.tv_nsec),
      isSynchronised: result >= 0 && result != TIME_ERROR
        && state.status & STA_UNSYNC == 0,
      errorMicroseconds: result < 0 ? nil : Int64(max(0, state.maxerror)),
      isLeapSecond: result == TIME_OOP,
      tookNanoseconds: after - before)
  }

  /// As a reading of a source: `noFix` unless somebody keeps the clock right
  /// and the kernel says within what bound; ours comes on top.
  public func reading(
    takenAtNanoseconds: UInt64, boundNanoseconds: Int64
  ) -> ClockReading {
    // A bound of more than 30 years is none, and could overflow.
    guard isSynchronised, let errorMicroseconds,
      (0...1_000_000_000_000_000).contains(errorMicroseconds)
    else {
      return ClockReading(
        without: .noFix, takenAtNanoseconds: takenAtNanoseconds)
    }
    let took = Int64(clamping: min(tookNanoseconds, 1_000_000_000_000))
    let leap = isLeapSecond ? Int64(Nanoseconds.perSecond) : 0
    return ClockReading(
      unixSeconds: unixSeconds, nanoseconds: nanoseconds,
      // The clock's own step is a nanosecond: never zero.
      errorNanoseconds: errorMicroseconds * 1_000 + boundNanoseconds + took
        + leap + 1,
      takenAtNanoseconds: takenAtNanoseconds)
  }
}
