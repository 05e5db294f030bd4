// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import Testing

/// Outcomes worked out by hand: source states (as in `ClockCase.Source`),
/// reason, interval in seconds from the truth, letters of gps, ntp and rtc.
///
/// Good sources are right to 2, 3 and 4 seconds; ahead and behind are 5 seconds
/// off, far is 864,000.
@Suite struct OutcomeTests {
  typealias Row = (
    sources: String, reason: ClockReason, place: ClosedRange<Int>?,
    letters: String
  )

  @Test func withNothingHeldOver() throws {
    try check(
      .none, .below,
      [
        ("---", .noWitness, nil, "---"),
        ("G--", .oneWitness, nil, "I--"),
        ("GG-", .twoAgree, -3...3, "AA-"),
        ("G-G", .twoAgree, -4...4, "A-A"),
        ("-GG", .twoAgree, -4...4, "-AA"),
        ("GGG", .threeAgree, -3...3, "AAA"),
        ("AGG", .threeAgree, -3...4, "AAA"),
        ("AG-", .twoAgree, -3...7, "AA-"),
        ("A-G", .twoAgree, -4...7, "A-A"),
        ("GB-", .twoAgree, -8...2, "AA-"),
        ("GGB", .threeAgree, -3...2, "AAA"),
        ("AB-", .witnessesApart, nil, "CC-"),
        ("ABG", .threeAgree, -4...4, "AAA"),
        ("AA-", .twoAgree, 2...8, "AA-"),
        ("AAA", .threeAgree, 2...8, "AAA"),
        ("F-G", .witnessesApart, nil, "C-C"),
        ("P-G", .witnessesApart, nil, "C-C"),
        ("FGG", .twoAgree, -3...3, "XAA"),
        ("PGG", .twoAgree, -3...3, "XAA"),
        ("FFG", .twoAgree, 863_998...864_002, "AAX"),
        ("FPG", .witnessesApart, nil, "CCC"),
        ("SGG", .twoAgree, -4...4, "SAA"),
        ("SG-", .oneWitness, nil, "SI-"),
        ("LGG", .twoAgree, -4...4, "JAA"),
        ("L-G", .oneWitness, nil, "J-I"),
      ])
  }

  @Test func withTimeHeldOver() throws {
    try check(
      .fresh, .below,
      [
        ("---", .heldOver, -4...4, "---"),
        ("G--", .heldOver, -4...4, "A--"),
        ("F-G", .heldOver, -4...4, "X-A"),
        ("P-G", .heldOver, -4...4, "X-A"),
        ("AB-", .heldOver, -4...4, "AA-"),
        ("A-G", .twoAgree, -4...4, "A-A"),
        ("AA-", .twoAgree, 2...4, "AA-"),
        ("LGG", .twoAgree, -4...4, "JAA"),
        ("FFG", .stepUnconfirmed, nil, "QQX"),
        ("FFF", .stepUnconfirmed, nil, "QQQ"),
      ])
    try check(
      .dayOld, .below,
      [
        ("GGG", .threeAgree, -3...3, "AAA"),
        ("F-G", .heldOver, -30...30, "X-A"),
      ])
    try check(
      .nearLimit, .below,
      [
        ("---", .heldOver, -60...60, "---"),
        ("AA-", .twoAgree, 2...8, "AA-"),
      ])
    try check(
      .outgrown, .below,
      [
        ("---", .noWitness, nil, "---"),
        ("G--", .oneWitness, nil, "I--"),
        ("F-G", .witnessesApart, nil, "C-C"),
        ("GG-", .twoAgree, -3...3, "AA-"),
        ("FF-", .stepUnconfirmed, nil, "QQ-"),
        ("PPP", .stepUnconfirmed, nil, "QQQ"),
      ])
  }

  @Test func withAnOperatorsReading() throws {
    try check(
      .groundFresh, .below,
      [
        ("---", .groundConfirmed, -4...4, "---"),
        ("FF-", .groundConfirmed, -4...4, "XX-"),
        ("GGG", .threeAgree, -3...3, "AAA"),
      ])
    try check(
      .narrowedFresh, .below, [("FF-", .groundConfirmed, -11...11, "XX-")])
  }

  @Test func withAMarkThatCutsTime() throws {
    try check(
      .none, .within,
      [
        ("GGG", .threeAgree, 0...3, "AAA"),
        ("BG-", .oneWitness, nil, "BI-"),
        ("-GB", .oneWitness, nil, "-IB"),
      ])
    try check(.fresh, .within, [("---", .heldOver, 0...4, "---")])
    try check(
      .none, .above,
      [
        ("FFG", .twoAgree, 863_997...864_003, "AAB"),
        ("GGG", .noWitness, nil, "BBB"),
      ])
    try check(
      .fresh, .above,
      [("---", .belowMark, nil, "---"), ("GGG", .belowMark, nil, "BBB")])
    try check(.groundFresh, .above, [("GG-", .belowMark, nil, "BB-")])
  }

  private func check(
    _ held: ClockCase.Held, _ mark: ClockCase.Mark, _ rows: [Row]
  ) throws {
    for row in rows {
      let sources = try row.sources.map {
        try #require(ClockCase.Source(rawValue: $0))
      }
      let wanted = ClockCase(sources: sources, held: held, mark: mark)
      let found = try wanted.decide()
      #expect(found.reason == row.reason, "\(wanted)")
      let lo = row.place.map { ClockCase.nanoseconds(2 * $0.lowerBound) }
      let hi = row.place.map { ClockCase.nanoseconds(2 * $0.upperBound) }
      #expect(found.interval?.loNanoseconds == lo, "\(wanted)")
      #expect(found.interval?.hiNanoseconds == hi, "\(wanted)")
      let letters = ClockCase.names.map {
        Character(Unicode.Scalar(found.state($0).letter))
      }
      #expect(String(letters) == row.letters, "\(wanted)")
    }
  }
}
