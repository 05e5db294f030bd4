// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import TestSupport
import Testing

@testable import ScrapReport

@Suite struct ReportPageTests {
  @Test func theSameModelGivesTheSameBytes() {
    let model = SampleReport.model(verdictCount: 40)
    #expect(ReportPage.html(model) == ReportPage.html(model))
    #expect(model.json == model.json)
    #expect(model.csv == model.csv)
  }

  @Test func thePageNeedsNothingElse() {
    let html = ReportPage.html(SampleReport.model(verdictCount: 5))
    for word in [
      "<script", "<link", "<img", "<iframe", "src=", "href=", "url(",
      "@import", "onload", "javascript:",
    ] {
      #expect(!html.contains(word), "\(word)")
    }
  }

  @Test func whateverATextHoldsStaysText() {
    var model = SampleReport.model(verdictCount: 1)
    let hostile = "</title><script>alert(\"1\")</script>&amp;'\u{1}"
    model.title = hostile
    model.summary = hostile
    model.command = hostile
    model.checks = [ReportCheck(hostile, expected: hostile, found: hostile)]
    model.lanes = [
      ReportLane(
        hostile, spans: [.init(from: 0, to: 1, .bad, hostile)],
        marks: [.init(at: 0, .good, hostile)])
    ]
    model.exchanges[0].request = hostile
    model.verdicts[0].sender = hostile
    model.stores[0].name = hostile
    model.figures = [ReportFigure(hostile, 1)]
    let html = ReportPage.html(model)
    #expect(!html.contains("<script"))
    #expect(!html.contains("\u{1}"))
    #expect(html.contains("&lt;script&gt;alert(&quot;1&quot;)"))
  }

  @Test func tablesCountWhatTheEventsAre() {
    var random = TestSeed.generator()
    var model = SampleReport.model(verdictCount: 0)
    let reasons: [Reason?] = [nil, .replayed, .expired, .alreadyAccepted]
    var counts: [String: Int] = [:]
    for number in 0..<300 {
      let reason = random.pick(reasons)
      model.verdicts.append(SampleReport.verdict(number, reason))
      counts[model.verdicts[number].word, default: 0] += 1
    }
    let rows = RefusalRow.rows(model.verdicts)
    #expect(rows.map(\.count).reduce(0, +) == 300)
    for row in rows { #expect(row.count == counts[row.name]) }
    let html = ReportPage.html(model)
    for (name, count) in counts {
      #expect(
        html.contains(
          "<td class=\"code\">\(name)</td>\n<td class=\"number\">\(count)</td>"
        ), "\(name)")
    }
    #expect(html.components(of: "<tr class=\"").count > 300)
  }

  @Test func aRefusalStandsBesideItsRemedy() {
    var model = SampleReport.model(verdictCount: 0)
    model.verdicts = [SampleReport.verdict(0, .replayed)]
    let html = ReportPage.html(model)
    #expect(html.contains("\(Reason.replayed.remedy)"))
  }

  @Test func longTablesAreCutAndSaySo() {
    let html = ReportPage.html(
      SampleReport.model(verdictCount: ReportPage.rowCountMax + 7))
    #expect(html.contains("7 more rows are in the JSON file"))
  }

  /// Of marks at one place the first is drawn, of each kind one.
  @Test func whatLiesOnOneAnotherIsDrawnOnce() {
    var model = SampleReport.model(verdictCount: 0)
    model.lanes = [
      ReportLane(
        "verdicts",
        marks: (0..<100_000).map {
          .init(
            at: UInt64($0), $0.isMultiple(of: 2) ? .good : .bad, "mark \($0)")
        } + [.init(at: 600_000_000_000, .good, "the last")])
    ]
    let (svg, leftOutCount) = Timeline.svg(model)
    #expect(leftOutCount == 99_998)
    for label in ["mark 0,", "mark 1,", "the last,"] {
      #expect(svg.contains("<title>\(label)"))
    }
    #expect(!svg.contains("mark 2,"))
    #expect(ReportPage.html(model).contains("99998 more, at the places"))
    model.lanes = [
      ReportLane(
        "clock",
        spans: (0..<10_000).map {
          .init(
            from: UInt64($0) * 50_000_000,
            to: UInt64($0 % 97) * 6_000_000_000, .good, "span")
        })
    ]
    #expect(Timeline.svg(model).leftOutCount == 8_000)
    #expect(
      Timeline.svg(SampleReport.model(verdictCount: 3)).leftOutCount == 0)
  }

  @Test func aStoreWithMoreThanItsRoomStaysOnThePaper() {
    for (count, capacity) in [
      (UInt32.max, 16), (1 << 30, UInt32.max), (5, 0), (0, 0),
      (UInt32.max, UInt32.max),
    ] {
      var store = SampleReport.model(verdictCount: 0).stores[0]
      store.entryCapacity = capacity
      store.samples = [.init(at: 0, entryCount: count)]
      let svg = StoreFigure.svg(store, id: "s", durationNanoseconds: 10)
      #expect(!svg.contains("=\"-") && !svg.contains(",-"))
    }
  }

  @Test func aDifferenceIsToldFirst() {
    var model = SampleReport.model(verdictCount: 1)
    model.checks = [
      ReportCheck("first", expected: "accept", found: "accept"),
      ReportCheck("second", expected: "accept", found: "expired"),
    ]
    let html = ReportPage.html(model)
    #expect(html.contains("Not as expected: 1 of 2 checks did not hold."))
    #expect(model.differences.map(\.name) == ["second"])
    #expect(model.json.contains("\"held\":false"))
  }

  @Test func aReportOfNothingIsStillAPage() {
    let model = ReportModel(
      title: "Nothing", summary: "", basis: .wall(machine: "none"),
      originSeconds: 0, durationNanoseconds: 0, command: "true")
    let html = ReportPage.html(model)
    #expect(html.contains("<h1>Nothing</h1>"))
    #expect(html.hasSuffix("</html>\n"))
  }

  @Test func whatMeasuredIsNamed() {
    var model = SampleReport.model(verdictCount: 3)
    #expect(ReportPage.html(model).contains("Virtual time, seed 9"))
    model.basis = .wall(machine: "two cores of a test")
    #expect(
      ReportPage.html(model).contains(
        "Wall-clock time, measured on two cores of a test."))
  }

  @Test func everyFigureHasTitleAndDescription() {
    let html = ReportPage.html(SampleReport.model(verdictCount: 12))
    let figures = html.components(of: "<svg ").count - 1
    #expect(figures == 4)
    #expect(html.components(of: "<desc id=").count - 1 == figures)
    #expect(html.components(of: "<title id=").count - 1 == figures)
  }
}

extension String {
  /// The parts between occurrences of a text.
  func components(of separator: String) -> [String] {
    var parts: [String] = [""]
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts[parts.count - 1] = String(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
      parts.append(String(rest))
    }
    return parts
  }
}
