// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapReport

@Suite struct LatencySummaryTests {
  @Test func percentilesAreThoseOfTheSortedSamples() {
    var random = TestSeed.generator()
    for _ in 0..<50 {
      let nanoseconds = (0..<(1 + random.below(2_000))).map { _ in
        UInt64(random.below(400_000_000))
      }
      let sorted = nanoseconds.map { $0 / 1_000 }.sorted()
      let summary = LatencySummary(nanoseconds)
      for percentile in LatencySummary.percentiles {
        let rank = Int(
          (Double(sorted.count) * percentile / 100).rounded(.up))
        let exact = sorted[max(0, rank - 1)]
        let told = summary.microseconds(atPercentile: percentile) ?? 0
        #expect(told >= exact, "\(percentile) of \(sorted.count)")
        #expect(told <= exact + exact / 1_000 + 1)
      }
      #expect(summary.microseconds(atPercentile: 100) == sorted.last)
    }
  }

  @Test func theLimitItselfIsTooLong() {
    let summary = LatencySummary([99_999_000, 100_000_000, 100_001_000])
    #expect(summary.overLimitCount == 2)
  }

  @Test func noSamplesHaveNoPercentiles() {
    #expect(LatencySummary([]).microseconds(atPercentile: 50) == nil)
    #expect(LatencySummary([]).range == nil)
  }

  @Test func whatTakesMoreThanAnHourCountsAsAnHour() {
    let summary = LatencySummary([.max])
    #expect(summary.microseconds(atPercentile: 50) == 3_600_000_000)
  }

  @Test func everySampleFallsIntoOneBar() {
    var random = TestSeed.generator()
    for _ in 0..<200 {
      let samples = (0..<(1 + random.below(60))).map { _ in
        random.next() >> UInt64(24 + random.below(38))
      }
      let summary = LatencySummary(samples)
      guard let range = summary.range else { continue }
      let edges = LatencyFigure.edges(
        from: min(range.lowerBound, 1_000), to: max(range.upperBound, 200_000))
      #expect(edges == edges.sorted() && Set(edges).count == edges.count)
      let counts = edges.indices.dropLast().map {
        summary.count(in: edges[$0]..<edges[$0 + 1])
      }
      #expect(counts.reduce(0, +) == samples.count)
    }
  }

  @Test(arguments: [
    (0, "0.000 ms"), (42, "0.042 ms"), (12_345, "12.35 ms"),
    (999_999, "1000.0 ms"), (4_200_000, "4.20 s"),
  ])
  func durationsReadAsPeopleWriteThem(_ microseconds: UInt64, _ text: String) {
    #expect(LatencySummary.text(microseconds) == text)
  }
}
