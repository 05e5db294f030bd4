// SPDX-License-Identifier: Apache-2.0

/// Unix seconds for people: `1705320000 (2024-01-15T12:00:00Z)`.
public enum SecondsText {
  /// The last second that has a date here, at the end of the year 9999.
  public static let lastSeconds: UInt64 = 253_402_300_799

  /// The seconds and the calendar, in UTC.
  public static func text(_ seconds: UInt64) -> String {
    guard seconds <= lastSeconds else { return "\(seconds)" }
    let (year, month, day) = date(days: Int(seconds / 86_400))
    let clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60]
      .map { two(Int($0)) }.joined(separator: ":")
    return "\(seconds) (\(year)-\(two(month))-\(two(day))T\(clock)Z)"
  }

  private static func two(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }

  /// The date so many days after 1970-01-01, in eras of 400 years that begin
  /// in March.
  private static func date(days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096)
      / 365
    let dayOfYear =
      dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
