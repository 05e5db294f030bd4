// SPDX-License-Identifier: Apache-2.0

import LinuxClock

/// How long something took.
enum MonotonicTime {
  /// Microseconds since some moment.
  static var microseconds: UInt64 {
    var counter = MonotonicCounter()
    return counter.nanoseconds() / 1_000
  }
}
