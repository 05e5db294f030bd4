// SPDX-License-Identifier: Apache-2.0

import ScrapClock

/// The kernel's clock as a source: NTP, if a daemon that speaks it keeps the
/// clock right.
///
/// `good` with the kernel's own error bound and ours on top while it counts as
/// synchronised; `noFix` otherwise. Whatever keeps the clock right is the
/// witness: a daemon that follows the GPS receiver adds none to it.
public struct KernelClock: ClockSource {
  /// 1 s: what systemd-timesyncd leaves out of the kernel's bound while it
  /// slews, 0.4 s, and half a second of root distance.
  public static let boundNanosecondsDefault: Int64 = 1_000_000_000

  /// What is added to the kernel's bound, nanoseconds: how far whoever keeps
  /// the clock right may be wrong without telling the kernel.
  public let boundNanoseconds: Int64

  /// The one clock of this computer.
  ///
  /// - Precondition: the bound is not negative, and below 100 years.
  public init(boundNanoseconds: Int64 = boundNanosecondsDefault) {
    precondition(
      boundNanoseconds.isPossibleBound,
      "a bound is not negative, and below 100 years")
    self.boundNanoseconds = boundNanoseconds
  }

  /// Reads the clock.
  public mutating func read(nowNanoseconds: UInt64) -> ClockReading {
    guard let state = KernelClockState.now() else {
      return ClockReading(
        without: .noFix, takenAtNanoseconds: nowNanoseconds)
    }
    return state.reading(
      takenAtNanoseconds: nowNanoseconds, boundNanoseconds: boundNanoseconds)
  }
}
