// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Sums of time, without overflow and without the compiler's helpers for
/// checked 64-bit products, which a bare-metal image does not have.
public enum Nanoseconds {
  /// In one second.
  public static var perSecond: UInt64 { 1_000_000_000 }

  /// No counter value or age above this is reckoned with: 146 years.
  static let max: UInt64 = 1 &<< 62

  /// Whole seconds as nanoseconds.
  ///
  /// - Precondition: below 2^32, the format's end.
  static func of(seconds: UInt64) -> Int64 {
    precondition(seconds &>> 32 == 0, "the time is before the format's end")
    return Int64(bitPattern: seconds &* perSecond)
  }

  /// By how much a counter may be wrong after so much time, rounded up.
  ///
  /// - Precondition: `elapsed` is at most `max`; at most 2 x 10^6 parts per
  ///   billion.
  static func drift(
    over elapsed: UInt64, partsPerBillion: UInt32
  ) -> Int64 {
    let rate = UInt64(partsPerBillion)
    let seconds = elapsed / perSecond
    let rest = elapsed &- seconds &* perSecond
    // 5 x 10^9 seconds times 2 x 10^6 is far below 2^63.
    let whole = seconds &* rate
    let part = (rest &* rate &+ perSecond &- 1) / perSecond
    return Int64(bitPattern: whole &+ part)
  }
}
