// SPDX-License-Identifier: Apache-2.0

import Histogram

/// How the nanoseconds of one operation are spread, over every sample of a
/// run: rounds in which something else had the processor are among them.
public struct BenchPercentiles: Sendable {
  /// Samples in all.
  public let sampleCount: UInt64
  /// Half took no longer.
  public let half: UInt64
  /// 90 % took no longer.
  public let ninety: UInt64
  /// 99 % took no longer.
  public let ninetyNine: UInt64
  /// 99.9 % took no longer.
  public let ninetyNinePointNine: UInt64
  /// The longest.
  public let longest: UInt64

  init(_ histogram: Histogram<UInt32>) {
    sampleCount = histogram.totalCount
    half = histogram.valueAtPercentile(50)
    ninety = histogram.valueAtPercentile(90)
    ninetyNine = histogram.valueAtPercentile(99)
    ninetyNinePointNine = histogram.valueAtPercentile(99.9)
    longest = histogram.max
  }
}
