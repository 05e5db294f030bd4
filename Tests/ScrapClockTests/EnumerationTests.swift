// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import Testing

@Suite struct EnumerationTests {
  @Test(arguments: ClockCase.Held.allCases, ClockCase.Mark.allCases)
  func everyCombinationEndsAsTheInstantsSay(
    held: ClockCase.Held, mark: ClockCase.Mark
  ) throws {
    for gps in ClockCase.Source.allCases {
      for ntp in ClockCase.Source.allCases {
        for rtc in ClockCase.Source.allCases {
          try check(
            ClockCase(sources: [gps, ntp, rtc], held: held, mark: mark))
        }
      }
    }
  }

  private func check(_ wanted: ClockCase) throws {
    let found = try wanted.decide()
    let oracle = PointOracle(wanted)
    let lo = oracle.trusted.first.map(ClockCase.nanoseconds)
    let hi = oracle.trusted.last.map(ClockCase.nanoseconds)
    #expect(found.reason == oracle.reason, "\(wanted)")
    #expect(found.interval?.loNanoseconds == lo, "\(wanted)")
    #expect(found.interval?.hiNanoseconds == hi, "\(wanted)")
    let states = ClockCase.names.map { found.state($0) }
    #expect(states == oracle.states, "\(wanted)")
    #expect(found.alarms == oracle.alarms, "\(wanted)")
    #expect(found.reason.isTrusted == (found.interval != nil), "\(wanted)")
    if let interval = found.interval {
      check(interval, found.estimateNanoseconds, wanted)
    }
  }

  private func check(
    _ interval: ClockInterval, _ estimate: Int64?, _ wanted: ClockCase
  ) {
    let lo = interval.loNanoseconds
    let hi = interval.hiNanoseconds
    let truth = ClockCase.nanoseconds(0)
    let isHeld = lo <= truth && truth <= hi
    let liarCount = wanted.sources.count { source in
      source == .leaping || (ClockCase.offSeconds(source) ?? 0) != 0
    }
    if liarCount <= 1, wanted.mark != .above { #expect(isHeld, "\(wanted)") }
    let mark = ClockCase.nanoseconds(2 * wanted.mark.rawValue)
    #expect(lo >= mark, "\(wanted)")
    let isWithin = estimate.map { lo <= $0 && $0 <= hi } ?? false
    #expect(isWithin, "\(wanted)")
  }

  @Test(
    arguments: ClockCase.Held.allCases,
    [ClockCase.Source.farAhead, .farBehind])
  func aReceiverTenDaysOffTheRealTimeClockIsNeverFollowed(
    held: ClockCase.Held, gps: ClockCase.Source
  ) throws {
    let found = try ClockCase(
      sources: [gps, .absent, .good], held: held, mark: .below
    ).decide()
    guard let halves = held.answerHalves else {
      #expect(found.reason == .witnessesApart)
      #expect(found.interval == nil)
      return
    }
    #expect(
      found.reason
        == (held.groundErrorSeconds == nil ? .heldOver : .groundConfirmed))
    #expect(
      found.interval?.loNanoseconds
        == ClockCase.nanoseconds(halves.lowerBound))
    #expect(
      found.interval?.hiNanoseconds
        == ClockCase.nanoseconds(halves.upperBound))
    #expect(found.state(.gps) == .outvoted)
    #expect(found.state(.rtc) == .agreed)
  }
}
