// SPDX-License-Identifier: Apache-2.0

import ScrapClock

/// The kernel's clock as a source: NTP, if a daemon that speaks it keeps the
/// clock right.
///
/// `good` with the kernel's own error bound while it counts as synchronised;
/// `noFix` otherwise. Whatever keeps the clock right is the witness: a daemon
/// that follows the GPS receiver adds none to it.
public struct KernelClock: ClockSource {
  /// The one clock of this computer.
  public init() {}

  /// Reads the clock.
  public mutating func read(nowNanoseconds: UInt64) -> ClockReading {
    guard let state = KernelClockState.now() else {
      return ClockReading(
        without: .noFix, takenAtNanoseconds: nowNanoseconds)
    }
    return state.reading(takenAtNanoseconds: nowNanoseconds)
  }
}
