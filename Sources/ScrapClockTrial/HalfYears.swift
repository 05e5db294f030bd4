// SPDX-License-Identifier: Apache-2.0

/// The starts of January and July from 1970 to 2110: a second may leap there.
/// Counted day by day, so that it shares nothing with what is under test.
struct HalfYears: Sendable {
  /// Unix nanoseconds, in order.
  let starts: [Int64]

  static let all = HalfYears()

  private init() {
    var starts: [Int64] = []
    var day: Int64 = 0
    for year in 1970...2110 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      starts.append(day * dayNanoseconds)
      let toJuly: Int64 = 31 + (isLeap ? 29 : 28) + 31 + 30 + 31 + 30
      starts.append((day + toJuly) * dayNanoseconds)
      day += isLeap ? 366 : 365
    }
    self.starts = starts
  }

  /// The first start after an instant.
  func next(after instant: Int64) -> Int64? {
    starts.first { $0 > instant }
  }
}
