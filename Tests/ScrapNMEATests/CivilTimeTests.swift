// SPDX-License-Identifier: Apache-2.0

import ScrapNMEA
import Testing

@Suite struct CivilTimeTests {
  /// Counts days as a calendar on a wall does: one after the other.
  @Test func everyDayFrom1970To2106HasTheNumberThatCountingGives() {
    var seconds: Int64 = 0
    for year: Int32 in 1970...2106 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths: [Int32] = [
        31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
      ]
      for (index, length) in lengths.enumerated() {
        let month = Int32(index) + 1
        for day in 0...length + 1 {
          let found = CivilTime(year: year, month: month, day: day).unixSeconds
          guard (1...length).contains(day) else {
            #expect(found == nil, "\(year)-\(month)-\(day)")
            continue
          }
          if found != seconds { Issue.record("\(year)-\(month)-\(day)") }
          seconds += 86_400
        }
      }
    }
    // 2107-01-01, as `date -u -d 2107-01-01 +%s` prints it.
    #expect(seconds == 4_323_283_200)
  }

  @Test func theCenturiesLeapDaysAreRight() {
    #expect(CivilTime(year: 2000, month: 2, day: 29).unixSeconds == 951_782_400)
    #expect(CivilTime(year: 2100, month: 2, day: 29).unixSeconds == nil)
    let march = CivilTime(year: 2100, month: 3, day: 1).unixSeconds
    #expect(march == 4_107_542_400)
  }

  @Test func timesOn32BitEdgesAreCountedThrough() {
    func at(_ year: Int32, _ month: Int32, _ day: Int32, _ h: Int32, _ s: Int32)
      -> Int64?
    {
      CivilTime(
        year: year, month: month, day: day, hour: h,
        minute: h == 3 ? 14 : 28, second: s
      ).unixSeconds
    }
    #expect(at(2038, 1, 19, 3, 7) == 2_147_483_647)
    #expect(at(2038, 1, 19, 3, 8) == 2_147_483_648)
    #expect(at(2106, 2, 7, 6, 15) == 4_294_967_295)
    #expect(at(2106, 2, 7, 6, 16) == 4_294_967_296)
    let last = CivilTime(
      year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59)
    #expect(last.unixSeconds == 253_402_300_799)
  }

  @Test func aLeapSecondHasTheNumberOfTheSecondAfterIt() {
    let leap = CivilTime(
      year: 2016, month: 12, day: 31, hour: 23, minute: 59, second: 60)
    let next = CivilTime(year: 2017, month: 1, day: 1)
    #expect(leap.isLeapSecond)
    #expect(leap.unixSeconds == next.unixSeconds)
    #expect(leap.unixSeconds == 1_483_228_800)
  }

  @Test func timesThatNoDayHasAreNone() {
    let bad: [(Int32, Int32, Int32)] = [
      (24, 0, 0), (-1, 0, 0), (0, 60, 0), (0, -1, 0), (0, 0, 60), (0, 0, -1),
      (23, 59, 61), (22, 59, 60), (23, 58, 60), (.max, .max, .max),
      (.min, .min, .min),
    ]
    for (hour, minute, second) in bad {
      let time = CivilTime(
        year: 2026, month: 11, day: 21, hour: hour, minute: minute,
        second: second)
      #expect(time.unixSeconds == nil, "\(hour):\(minute):\(second)")
    }
    for year: Int32 in [.min, -1, 0, 1969, 10_000, .max] {
      #expect(CivilTime(year: year, month: 1, day: 1).unixSeconds == nil)
    }
    for month: Int32 in [.min, -1, 0, 13, .max] {
      #expect(CivilTime(year: 2026, month: month, day: 1).unixSeconds == nil)
    }
  }
}
