// SPDX-License-Identifier: Apache-2.0

/// Places in sorted numbers.
enum BenchStatistics {
  /// The number below which a share of the numbers lies.
  ///
  /// - Precondition: there is a number.
  static func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }

  /// The number in the middle.
  ///
  /// - Precondition: there is a number.
  static func median(_ values: [Double]) -> Double { quantile(values, 0.5) }
}
