// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

extension NMEASentence {
  /// The least number of fields of an RMC, NMEA 0183 before 2.3.
  private static var minimumFieldCount: Int { 12 }
  /// The number of fields of a ZDA.
  private static var dateFieldCount: Int { 7 }
  /// Two digits of a year from here on mean the 1900s: a receiver that has
  /// lost its date, for there is no trusted time before 2000. So an RMC can
  /// tell the years 2000 to 2079.
  private static var pivotYear: Int32 { 80 }

  /// What the sentence tells. Problems are `fieldMissing`, `fieldMalformed`,
  /// `yearImplausible`, `noFix` and `modeWithoutFix`.
  func content() -> NMEAContent {
    if isKind(UInt8(ascii: "R"), UInt8(ascii: "M"), UInt8(ascii: "C")) {
      do throws(NMEAProblem) {
        return .minimum(.success(try recommendedMinimum()))
      } catch { return .minimum(.failure(error)) }
    }
    if isKind(UInt8(ascii: "Z"), UInt8(ascii: "D"), UInt8(ascii: "A")) {
      do throws(NMEAProblem) {
        return .date(.success(try timeAndDate()))
      } catch { return .date(.failure(error)) }
    }
    return .other
  }

  /// RMC: time 1, status 2, date 9, mode 12 (since 2.3).
  private func recommendedMinimum() throws(NMEAProblem) -> NMEAInstant {
    let count = fieldCount
    guard count >= Self.minimumFieldCount else { throw .fieldMissing }
    let status = field(2)
    guard status.count == 1 else {
      throw status.isEmpty ? .fieldMissing : .fieldMalformed
    }
    guard status[0] != UInt8(ascii: "V") else { throw .noFix }
    guard status[0] == UInt8(ascii: "A") else { throw .fieldMalformed }
    if count > 12, !isFix(mode: field(12)) { throw .modeWithoutFix }
    let date = field(9)
    guard date.count == 6 else {
      throw date.isEmpty ? .fieldMissing : .fieldMalformed
    }
    let year = try number(date, 4, 2)
    guard year < Self.pivotYear else { throw .yearImplausible }
    return try instant(
      year: 2000 + year, month: number(date, 2, 2), day: number(date, 0, 2))
  }

  /// Autonomous, differential, RTK, float RTK or precise. Not: estimated,
  /// manual, simulator, none, and what later editions may add.
  private func isFix(mode: Span<UInt8>) -> Bool {
    guard mode.count == 1 else { return false }
    switch mode[0] {
    case UInt8(ascii: "A"), UInt8(ascii: "D"), UInt8(ascii: "R"),
      UInt8(ascii: "F"), UInt8(ascii: "P"):
      return true
    default: return false
    }
  }

  /// ZDA: time 1, day 2, month 3, year 4, local zone 5 and 6. The time is UTC
  /// whatever the zone.
  private func timeAndDate() throws(NMEAProblem) -> NMEAInstant {
    guard fieldCount >= Self.dateFieldCount else { throw .fieldMissing }
    let day = field(2)
    let month = field(3)
    let year = field(4)
    // What a receiver sends that knows nothing yet.
    if field(1).isEmpty, day.isEmpty, month.isEmpty, year.isEmpty {
      throw .noFix
    }
    guard day.count == 2, month.count == 2, year.count == 4 else {
      throw day.isEmpty || month.isEmpty || year.isEmpty
        ? .fieldMissing : .fieldMalformed
    }
    let fullYear = try number(year, 0, 4)
    guard fullYear >= 2000 else { throw .yearImplausible }
    return try instant(
      year: fullYear, month: number(month, 0, 2), day: number(day, 0, 2))
  }

  /// The instant of a date and of field 1, `hhmmss` with at most nine decimals.
  private func instant(
    year: Int32, month: Int32, day: Int32
  ) throws(NMEAProblem) -> NMEAInstant {
    let time = field(1)
    guard !time.isEmpty else { throw .fieldMissing }
    guard time.count >= 6, time.count <= 16,
      time.count == 6 || time[6] == UInt8(ascii: ".")
    else { throw .fieldMalformed }
    let civil = CivilTime(
      year: year, month: month, day: day,
      hour: try number(time, 0, 2), minute: try number(time, 2, 2),
      second: try number(time, 4, 2))
    guard let unixSeconds = civil.unixSeconds else { throw .fieldMalformed }
    var nanoseconds: Int32 = 0
    for place in 7..<16 {
      let digit = place < time.count ? try number(time, place, 1) : 0
      nanoseconds = nanoseconds * 10 + digit
    }
    return NMEAInstant(
      unixSeconds: unixSeconds,
      nanoseconds: UInt32(bitPattern: nanoseconds),
      isLeapSecond: civil.isLeapSecond)
  }

  /// A number of so many decimal digits, at most four.
  private func number(
    _ field: Span<UInt8>, _ start: Int, _ count: Int
  ) throws(NMEAProblem) -> Int32 {
    var value: Int32 = 0
    for index in start..<start + count {
      let digit = field[index] &- 0x30
      guard digit <= 9 else { throw .fieldMalformed }
      value = value * 10 + Int32(digit)
    }
    return value
  }
}
