// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import TestSupport
import Testing

@testable import ScrapReport

@Suite struct ReportDataTests {
  @Test func theCSVHasARowForEachVerdict() {
    let model = SampleReport.model(verdictCount: 25)
    let rows = model.csv.split(separator: "\r\n")
    #expect(rows.count == 26)
    for (row, verdict) in zip(rows.dropFirst(), model.verdicts) {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      #expect(cells.count == 9)
      #expect(cells[0] == "\(verdict.at)")
      #expect(cells[4] == (verdict.reason == nil ? "accept" : "reject"))
      #expect(cells[8] == "\(verdict.latencyNanoseconds ?? 0)")
    }
  }

  @Test func theCSVQuotesWhatWouldBreakIt() {
    var model = SampleReport.model(verdictCount: 1)
    model.verdicts[0].sender = "a,\"b\"\n"
    model.verdicts[0].request = "=1+1"
    #expect(model.csv.contains(",\"a,\"\"b\"\"\n\",'=1+1,"))
  }

  @Test func theJSONCountsWhatTheEventsAre() {
    let model = SampleReport.model(verdictCount: 30)
    let replayed = model.verdicts.count { $0.reason == .replayed }
    #expect(
      model.json.contains(
        "\"verdict_counts\":{\"accept\":\(30 - replayed),"
          + "\"replayed\":\(replayed)}"))
    #expect(model.json.contains("\"decision_latency\":{\"samples\":30,"))
    #expect(!model.json.contains("\n"))
  }

  @Test func thereIsATickForEveryRoundCount() {
    for most in 0...2_000 {
      let ticks = ReportSheet.countTicks(upTo: most)
      #expect(ticks.first == 0)
      #expect(ticks.count <= 6 && ticks.count >= 2)
      #expect(ticks.last ?? 0 <= max(most, 1))
    }
  }
}
