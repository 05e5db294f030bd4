// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The last interval that was believed, and when on the counter.
struct Holdover: Sendable, BitwiseCopyable {
  let interval: ClockInterval
  let takenAt: UInt64

  /// The interval now, wider by what the oscillator may have gone wrong and by
  /// what leap seconds may have taken of it, however wide; nil once the sums
  /// would leave 64 bits, after 73 years.
  func interval(at now: UInt64, policy: ClockPolicy) -> ClockInterval? {
    let elapsed = now &- takenAt
    guard elapsed <= Nanoseconds.max / 2 else { return nil }
    let drift = Nanoseconds.drift(
      over: elapsed, partsPerBillion: policy.heldOverPartsPerBillion)
    return interval.moved(by: Int64(bitPattern: elapsed), drift: drift)
  }
}
