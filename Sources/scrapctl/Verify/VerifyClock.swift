// SPDX-License-Identifier: Apache-2.0

import LinuxClock
import ScrapVerifier

/// Trusted time for `scrapctl verify`: what a line or option says, else the
/// kernel's clock with its error bound.
struct VerifyClock {
  private var fixedSeconds: UInt64?
  private var isKernelAnnounced = false

  /// A bound for kernels that tell none, microseconds.
  private static let boundMicrosecondsDefault: Int64 = 60_000_000
  /// What is added to the kernel's own.
  private static let marginMicroseconds =
    KernelClock.boundNanosecondsDefault / 1_000

  init(now: UInt64?) { self.fixedSeconds = now }

  /// Sets the time for all that follows.
  mutating func set(_ seconds: UInt64) { fixedSeconds = seconds }

  /// The time now.
  mutating func now() -> TrustedTime? {
    if let fixedSeconds { return TrustedTime(exactlySeconds: fixedSeconds) }
    guard let state = KernelClockState.now() else { return nil }
    let microseconds = state.errorMicroseconds ?? Self.boundMicrosecondsDefault
    let bound =
      UInt64(microseconds + Self.marginMicroseconds + 999_999) / 1_000_000
    announce(state, boundSeconds: bound)
    let seconds = UInt64(state.unixSeconds)
    // The fraction of a second counts upwards.
    return TrustedTime(
      loSeconds: seconds - min(seconds, bound),
      hiSeconds: seconds + 1 + bound)
  }

  private mutating func announce(
    _ state: KernelClockState, boundSeconds: UInt64
  ) {
    guard !isKernelAnnounced else { return }
    isKernelAnnounced = true
    Console.report(
      "no --now: the kernel's clock is taken, within \(boundSeconds) s, "
        + state.word)
  }
}
