// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import ScrapVerifier

/// Trusted time for `scrapctl verify`: what a line or option says, else the
/// kernel's clock with its error bound.
struct VerifyClock {
  private var fixedSeconds: UInt64?
  private var isKernelAnnounced = false

  /// A bound for kernels that tell none, seconds.
  private static let boundSecondsDefault: UInt64 = 60

  init(now: UInt64?) { self.fixedSeconds = now }

  /// Sets the time for all that follows.
  mutating func set(_ seconds: UInt64) { fixedSeconds = seconds }

  /// The time now.
  mutating func now() -> TrustedTime? {
    if let fixedSeconds { return TrustedTime(exactlySeconds: fixedSeconds) }
    var clock = timespec()
    guard clock_gettime(CLOCK_REALTIME, &clock) == 0, clock.tv_sec >= 0 else {
      return nil
    }
    let bound = kernelBound()
    let seconds = UInt64(clock.tv_sec)
    // The fraction of a second counts upwards.
    return TrustedTime(
      loSeconds: seconds - min(seconds, bound),
      hiSeconds: seconds + 1 + bound)
  }

  private mutating func kernelBound() -> UInt64 {
    var state = timex()
    let result = adjtimex(&state)
    let isSynchronised =
      result >= 0 && result != TIME_ERROR && state.status & STA_UNSYNC == 0
    let seconds =
      result < 0
      ? Self.boundSecondsDefault
      : UInt64(max(0, state.maxerror) + 999_999) / 1_000_000
    if !isKernelAnnounced {
      isKernelAnnounced = true
      let word = isSynchronised ? "synchronised" : "not synchronised"
      Console.report(
        "no --now: the kernel's clock is taken, within \(seconds) s, \(word)")
    }
    return seconds
  }
}
