// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// A date and a time of day, UTC, as receivers and real-time clocks tell them.
/// Any values may stand in it; `unixSeconds` looks at them.
public struct CivilTime: Equatable, Sendable, BitwiseCopyable {
  /// All its digits.
  public var year: Int32
  /// 1 to 12.
  public var month: Int32
  /// 1 to 31.
  public var day: Int32
  /// 0 to 23.
  public var hour: Int32
  /// 0 to 59.
  public var minute: Int32
  /// 0 to 59; 60 at 23:59 only.
  public var second: Int32

  /// Gathers the numbers.
  public init(
    year: Int32, month: Int32, day: Int32,
    hour: Int32 = 0, minute: Int32 = 0, second: Int32 = 0
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// Whether this is a leap second, the 61st of a day's last minute.
  public var isLeapSecond: Bool {
    hour == 23 && minute == 59 && second == 60
  }

  /// Unix seconds; a leap second is counted as the second after it. Nil for a
  /// date or a time that no calendar has, and outside 1970 to 9999.
  public var unixSeconds: Int64? {
    guard (1970...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.dayCount(year: year, month: month),
      (0...23).contains(hour), (0...59).contains(minute),
      (0...59).contains(second) || isLeapSecond
    else { return nil }
    let secondOfDay = (hour * 60 + minute) * 60 + second
    return Int64(dayNumber) * 86_400 + Int64(secondOfDay)
  }

  /// Days since 1970-01-01 of a date that is known to exist.
  private var dayNumber: Int32 {
    // Years begin in March, so that a leap day is a year's last.
    let yearFromMarch = month <= 2 ? year - 1 : year
    let monthFromMarch = month <= 2 ? month + 9 : month - 3
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let leapDays =
      yearFromMarch / 4 - yearFromMarch / 100 + yearFromMarch / 400
    // 719,468 days from 0000-03-01 to 1970-01-01.
    return yearFromMarch * 365 + leapDays + dayOfYear - 719_468
  }

  private static func dayCount(year: Int32, month: Int32) -> Int32 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: isLeap(year) ? 29 : 28
    default: 31
    }
  }

  private static func isLeap(_ year: Int32) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}
