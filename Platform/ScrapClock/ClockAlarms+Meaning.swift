// SPDX-License-Identifier: Apache-2.0

extension ClockAlarms {
  /// One ASCII letter of a bit for a table, lower case: states have the
  /// others.
  ///
  /// - Precondition: `index` is below `count`.
  public static func letter(index: Int) -> UInt8 {
    switch index {
    case 0: UInt8(ascii: "j")
    case 1: UInt8(ascii: "d")
    case 2: UInt8(ascii: "r")
    case 3: UInt8(ascii: "x")
    case 4: UInt8(ascii: "c")
    case 5: UInt8(ascii: "s")
    case 6: UInt8(ascii: "l")
    case 7: UInt8(ascii: "b")
    case 8: UInt8(ascii: "f")
    default: preconditionFailure("an alarm's index is below count")
    }
  }

  /// What a bit means, in a clause.
  ///
  /// - Precondition: `index` is below `count`.
  public static func meaning(index: Int) -> StaticString {
    switch index {
    case 0: "a source leapt against the monotonic counter"
    case 1: "a source's rate is beyond the oscillator's bound"
    case 2: "the two receivers contradict each other"
    case 3: "a source was outvoted"
    case 4: "witnesses contradict each other and none prevails"
    case 5: "agreeing witnesses contradict the held-over time"
    case 6: "the first fix is too far above the persisted mark"
    case 7: "a source shows a time that has already passed"
    case 8: "the monotonic counter fell"
    default: preconditionFailure("an alarm's index is below count")
    }
  }
}
