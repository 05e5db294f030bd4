// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The last interval that was believed, and when on the counter.
struct Holdover: Sendable, BitwiseCopyable {
  let interval: ClockInterval
  let takenAt: UInt64

  /// The interval now, wider by what the oscillator may have gone wrong and by
  /// what leap seconds may have taken of it; nil once nothing can be said.
  func interval(at now: UInt64, policy: ClockPolicy) -> ClockInterval? {
    let elapsed = now &- takenAt
    guard elapsed <= Nanoseconds.max / 2 else { return nil }
    let drift = Nanoseconds.drift(
      over: elapsed, partsPerBillion: policy.heldOverPartsPerBillion)
    let moved = interval.moved(
      by: Int64(bitPattern: elapsed), drift: drift)
    let widthMax = Nanoseconds.of(seconds: UInt64(policy.widthSecondsMax))
    return moved.widthNanoseconds <= widthMax ? moved : nil
  }
}
