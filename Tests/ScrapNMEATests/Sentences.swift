// SPDX-License-Identifier: Apache-2.0

/// Sentences as a receiver makes them.
enum Sentences {
  /// 2026-11-21 12:00:00 UTC.
  static let noonSeconds: Int64 = 1_795_262_400

  /// `$`, the text, its checksum and a line end.
  static func framed(
    _ body: String, isLower: Bool = false, end: String = "\r\n"
  ) -> [UInt8] {
    let sum = body.utf8.reduce(0, ^)
    var digits = String(sum, radix: 16, uppercase: !isLower)
    if digits.count == 1 { digits = "0" + digits }
    return Array("$\(body)*\(digits)\(end)".utf8)
  }

  /// An RMC of 2.3 or later.
  static func rmc(
    time: String = "120000.00", status: String = "A", date: String = "211126",
    mode: String = "A", talker: String = "GP", end: String = "\r\n"
  ) -> [UInt8] {
    framed(
      "\(talker)RMC,\(time),\(status),4807.038,N,01131.000,E,022.4,084.4,"
        + "\(date),003.1,W,\(mode)", end: end)
  }

  /// A ZDA.
  static func zda(
    time: String = "120000.00", day: String = "21", month: String = "11",
    year: String = "2026", talker: String = "GN"
  ) -> [UInt8] {
    framed("\(talker)ZDA,\(time),\(day),\(month),\(year),00,00")
  }
}
