// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import Testing

@Suite struct ClockReadingTests {
  @Test func sourcesThatNobodySetsAreAbsent() {
    let readings = ClockReadings()
    for index in 0..<ClockSourceName.count {
      #expect(readings[ClockSourceName(index: index)].health == .absent)
    }
  }

  @Test func eachSourceHasItsOwnPlace() {
    var readings = ClockReadings()
    for index in 0..<ClockSourceName.count {
      readings.set(
        ClockReading(
          unixSeconds: Int64(index), errorNanoseconds: 1,
          takenAtNanoseconds: 0),
        of: ClockSourceName(index: index))
    }
    for index in 0..<ClockSourceName.count {
      let name = ClockSourceName(index: index)
      #expect(Int(name.rawValue) == index)
      #expect(readings[name].unixSeconds == Int64(index))
    }
  }
}
