// SPDX-License-Identifier: Apache-2.0

import LinuxClock

/// The two times of a contact: how long it has lasted, and what time it is.
struct ContactClock {
  private var counter = MonotonicCounter()
  /// The counter at the start.
  let startNanoseconds: UInt64
  private let unixStartSeconds: UInt64

  /// Starts at a Unix time; it goes on at the monotonic counter's rate.
  init(unixSeconds: UInt64) {
    var counter = MonotonicCounter()
    startNanoseconds = counter.nanoseconds()
    self.counter = counter
    unixStartSeconds = unixSeconds
  }

  /// Nanoseconds since the start.
  mutating func nanoseconds() -> UInt64 {
    counter.nanoseconds() - startNanoseconds
  }

  /// The Unix time when the contact has lasted so long.
  func unixSeconds(at nanoseconds: UInt64) -> UInt64 {
    unixStartSeconds + nanoseconds / 1_000_000_000
  }
}
