// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Durations and clock times in few characters.
enum ClockText {
  /// An offset in at most six characters: seconds, or with the letter of a
  /// greater unit, as in `+0.250`, `-12.50`, `+10.0d`.
  static func offset(_ nanoseconds: Int64) -> String {
    offset(seconds: Double(nanoseconds) / 1e9)
  }

  /// The same of seconds.
  static func offset(seconds: Double) -> String {
    let size = abs(seconds)
    if size < 9.9995 { return String(format: "%+.3f", seconds) }
    if size < 99.995 { return String(format: "%+.2f", seconds) }
    if size < 999.95 { return String(format: "%+.1f", seconds) }
    let units: [(String, Double)] = [
      ("m", 60), ("h", 3600), ("d", 86_400), ("y", 31_557_600),
    ]
    let limits: [Double] = [
      99.95 * 60, 48 * 3600, 1999 * 86_400, Double.infinity,
    ]
    for (unit, limit) in zip(units, limits) where size < limit {
      let value = seconds / unit.1
      let digits = abs(value) < 99.95 ? 1 : 0
      return String(format: "%+.\(digits)f", value) + unit.0
    }
    return "far"
  }

  /// An offset that stands alone, with its unit: `+9.851 s`, `+10.0 d`.
  static func distance(seconds: Double) -> String {
    let text = offset(seconds: seconds)
    guard let last = text.last, last.isLetter, text != "far" else {
      return text + (text == "far" ? "" : " s")
    }
    return text.dropLast() + (last == "m" ? " min" : " \(last)")
  }

  /// An error bound in at most four characters: seconds.
  static func bound(_ nanoseconds: Int64) -> String {
    let seconds = Double(nanoseconds) / 1e9
    let size = abs(seconds)
    if size >= 9999.5 || (size > 0 && size < 0.01) || seconds < 0 {
      return power(seconds)
    }
    let digits = size < 9.995 ? 2 : size < 99.95 ? 1 : 0
    return String(format: "%.\(digits)f", seconds)
  }

  /// A width of at most a day in at most five characters: seconds.
  static func width(_ nanoseconds: Int64) -> String {
    let seconds = Double(nanoseconds) / 1e9
    if seconds > 0, seconds < 0.001 { return power(seconds) }
    let digits = seconds < 9.9995 ? 3 : seconds < 99.995 ? 2 : 0
    return String(format: "%.\(digits)f", seconds)
  }

  /// One digit and a power of ten, `5e-6`.
  private static func power(_ seconds: Double) -> String {
    String(format: "%.0e", seconds)
      .replacingOccurrences(of: "e-0", with: "e-")
      .replacingOccurrences(of: "e+0", with: "e")
      .replacingOccurrences(of: "e+", with: "e")
  }

  /// A counter in seconds with three decimals.
  static func counter(_ nanoseconds: UInt64) -> String {
    let thousandths = nanoseconds / 1_000_000
    let digits = String(thousandths % 1000)
    return "\(thousandths / 1000)."
      + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
