// SPDX-License-Identifier: Apache-2.0

import Boot
import ScrapIntegers

/// The processor's generic timer: runs from the start on, never falls, and
/// knows no date.
public enum MonotonicTimer {
  /// Nanoseconds since the start.
  public static var nanoseconds: UInt64 {
    let ticks = boot_counter()
    let frequency = boot_counter_frequency()
    guard frequency > 0 else { return 0 }
    // In two parts, so that no product overflows in a lifetime.
    return ticks / frequency &* 1_000_000_000
      &+ ticks % frequency &* 1_000_000_000 / frequency
  }

  /// Waits until `isReady`, at most so long; false if it never was.
  static func wait(
    atMostMicroseconds limit: UInt64, until isReady: () -> Bool
  ) -> Bool {
    if isReady() { return true }
    let start = nanoseconds
    while !isReady() {
      guard nanoseconds &- start < limit &* 1000 else { return isReady() }
    }
    return true
  }

  /// Waits.
  static func pause(microseconds: UInt64) {
    _ = wait(atMostMicroseconds: microseconds) { false }
  }
}
