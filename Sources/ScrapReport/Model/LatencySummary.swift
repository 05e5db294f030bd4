// SPDX-License-Identifier: Apache-2.0

import Histogram

/// Latencies, and what so many hundredths of them stayed below.
///
/// Kept in microseconds in an HdrHistogram of three digits: a percentile is at
/// most a thousandth above the sample that it stands for.
public struct LatencySummary: Sendable {
  /// SCRAP §14.7: token verification in less than 100 ms.
  public static let limitMicroseconds: UInt64 = 100_000
  /// The percentiles of tables.
  public static let percentiles: [Double] = [50, 90, 95, 99, 99.9, 100]
  /// An hour: what takes longer is counted as that.
  private static let longest: UInt64 = 3_600_000_000

  private var histogram = Histogram<UInt64>(
    lowestDiscernibleValue: 1, highestTrackableValue: Self.longest,
    numberOfSignificantValueDigits: .three)
  private let samples: [UInt64]

  /// Takes samples, nanoseconds.
  public init(_ nanoseconds: [UInt64]) {
    samples = nanoseconds.map { min($0 / 1_000, Self.longest) }.sorted()
    for sample in samples { histogram.record(sample) }
  }

  /// How many samples there are.
  public var count: Int { samples.count }

  /// What so many hundredths stayed at or below, microseconds; nil without
  /// samples.
  public func microseconds(atPercentile percentile: Double) -> UInt64? {
    guard let greatest = samples.last else { return nil }
    return min(histogram.valueAtPercentile(percentile), greatest)
  }

  /// Samples in a range of microseconds, the upper end left out.
  func count(in range: Range<UInt64>) -> Int {
    samples.count { range.contains($0) }
  }

  /// Samples at or above the limit of §14.7.
  public var overLimitCount: Int {
    samples.count { $0 >= Self.limitMicroseconds }
  }

  var range: ClosedRange<UInt64>? {
    guard let least = samples.first, let greatest = samples.last else {
      return nil
    }
    return least...greatest
  }

  /// Microseconds for people: `0.042 ms`, `12.3 ms`, `4.20 s`.
  static func text(_ microseconds: UInt64) -> String {
    let (value, unit) =
      microseconds < 1_000_000
      ? (microseconds, "ms") : (microseconds / 1_000, "s")
    let decimals = value < 1_000 ? 3 : value < 100_000 ? 2 : 1
    var step: UInt64 = 1
    for _ in decimals..<3 { step *= 10 }
    let rounded = (value + step / 2) / step * step
    let fraction = "\(rounded % 1_000)"
    let digits =
      String(repeating: "0", count: 3 - fraction.count) + fraction
    return "\(rounded / 1_000).\(digits.prefix(decimals)) \(unit)"
  }
}
