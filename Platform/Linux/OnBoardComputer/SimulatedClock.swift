// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapClock

/// A source that is none: it tells the kernel's clock with a made-up bound. For
/// demonstrations on computers whose clock nobody keeps right.
struct SimulatedClock: ClockSource {
  /// How far it claims to be right.
  let errorNanoseconds: Int64
  /// Whether it tells whole seconds, as a real-time clock does.
  let hasWholeSeconds: Bool

  mutating func read(nowNanoseconds: UInt64) -> ClockReading {
    var time = timespec()
    guard clock_gettime(CLOCK_REALTIME, &time) == 0, time.tv_sec >= 0 else {
      return ClockReading(without: .noFix, takenAtNanoseconds: nowNanoseconds)
    }
    return ClockReading(
      unixSeconds: Int64(time.tv_sec),
      nanoseconds: hasWholeSeconds ? 500_000_000 : UInt32(time.tv_nsec),
      errorNanoseconds: errorNanoseconds, takenAtNanoseconds: nowNanoseconds)
  }
}
