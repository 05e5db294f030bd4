// SPDX-License-Identifier: Apache-2.0

/// Differences and sums on the monotonic counter that cannot trap.
public enum Elapsed {
  /// From one time to another; 0 if the counter has gone back.
  public static func nanoseconds(from: UInt64, to: UInt64) -> UInt64 {
    to >= from ? to &- from : 0
  }

  /// A sum that stops at the greatest number.
  static func sum(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (sum, isOverflowing) = a.addingReportingOverflow(b)
    return isOverflowing ? .max : sum
  }
}
