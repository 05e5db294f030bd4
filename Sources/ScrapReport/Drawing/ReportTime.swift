// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// Times of a report as text.
enum ReportTime {
  /// Seconds from the origin with three decimals: `12.045 s`.
  static func text(_ nanoseconds: UInt64) -> String {
    let milliseconds = nanoseconds / 1_000_000
    let fraction = "\(milliseconds % 1_000)"
    return "\(milliseconds / 1_000)."
      + String(repeating: "0", count: 3 - fraction.count) + fraction + " s"
  }
}
