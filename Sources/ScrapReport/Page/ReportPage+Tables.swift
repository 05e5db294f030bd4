// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

// What was expected, what was asked, what was decided
extension ReportPage {
  /// What did not hold, before everything else.
  mutating func addDifferences() {
    guard !model.differences.isEmpty else { return }
    section("differences", "What was not as expected")
    addTable("difference-table", model.differences)
    endSection()
  }

  mutating func addChecks() {
    guard !model.checks.isEmpty else { return }
    section("checks", "Expected and found")
    addTable("check-table", model.checks)
    endSection()
  }

  private mutating func addTable(_ id: String, _ checks: [ReportCheck]) {
    var table = PageTable(
      id: id, caption: "What was to happen, and what did",
      [.text("Check"), .code("Expected"), .code("Found"), .text("Held")])
    for check in checks.prefix(Self.rowCountMax) {
      table.add(
        [
          check.name, check.expected, check.found,
          check.hasHeld ? "yes" : "no",
        ], tone: check.hasHeld ? .good : .bad)
    }
    table.write(to: &html)
    addRest(of: checks.count)
  }

  mutating func addExchanges() {
    guard !model.exchanges.isEmpty else { return }
    section("exchanges", "What commanders learned")
    var table = PageTable(
      id: "exchange-table",
      caption: "Requests, by the time of their first sending",
      [
        .number("Sent at"), .code("Request"), .code("Commander"),
        .code("Target"), .number("Sendings"), .text("Outcome"),
        .code("Refusal"), .number("Answer after"), .number("Proof after"),
      ])
    for exchange in model.exchanges.prefix(Self.rowCountMax) {
      table.add(
        [
          ReportTime.text(exchange.sentAt), exchange.request,
          exchange.commander, exchange.target, "\(exchange.attemptCount)",
          exchange.outcome.rawValue, exchange.refusal ?? "",
          Self.text(exchange.answerNanoseconds),
          Self.text(exchange.proofNanoseconds),
        ], tone: Self.tone(exchange.outcome))
    }
    table.write(to: &html)
    addRest(of: model.exchanges.count)
    endSection()
  }

  mutating func addRefusals() {
    section("refusals", "Verdicts by kind")
    var table = PageTable(
      id: "refusal-table", caption: "How often each verdict came",
      [
        .code("Verdict"), .number("Count"), .text("Meaning"), .text("Remedy"),
      ])
    for row in RefusalRow.rows(model.verdicts) {
      table.add(
        [row.name, "\(row.count)", row.meaning, row.remedy],
        tone: Self.tone(row.reason))
    }
    table.write(to: &html)
    endSection()
  }

  mutating func addVerdicts() {
    guard !model.verdicts.isEmpty else { return }
    section("verdicts", "Every verdict")
    var table = PageTable(
      id: "verdict-table", caption: "Decisions of the targets, in order",
      [
        .number("At"), .code("Target"), .code("Sender"), .code("Request"),
        .code("Verdict"), .number("Chain index"), .number("Byte"),
        .number("Latency"),
      ])
    for verdict in model.verdicts.prefix(Self.rowCountMax) {
      table.add(
        [
          ReportTime.text(verdict.at), verdict.target, verdict.sender,
          verdict.request, verdict.word,
          verdict.chainIndex.map { "\($0)" } ?? "",
          verdict.offset.map { "\($0)" } ?? "",
          Self.text(verdict.latencyNanoseconds),
        ], tone: Self.tone(verdict.reason))
    }
    table.write(to: &html)
    addRest(of: model.verdicts.count)
    endSection()
  }

  /// The timeline in words: what the drawing shows, lane by lane.
  mutating func addEvents() {
    guard !model.lanes.isEmpty else { return }
    section("events", "The timeline in words")
    html.add(markup: "<details open>")
    html.add("summary", content: "Every span and every mark")
    var table = PageTable(
      id: "event-table", caption: "Bands of the timeline, top to bottom",
      [.text("Band"), .number("From"), .number("To"), .text("What")])
    var count = 0
    for lane in model.lanes {
      for span in lane.spans {
        count += 1
        guard count <= Self.rowCountMax else { continue }
        table.add(
          [
            lane.name, ReportTime.text(span.from), ReportTime.text(span.to),
            span.label,
          ])
      }
      for mark in lane.marks {
        count += 1
        guard count <= Self.rowCountMax else { continue }
        table.add([lane.name, ReportTime.text(mark.at), "", mark.label])
      }
    }
    table.write(to: &html)
    addRest(of: count)
    html.add(markup: "</details>")
    endSection()
  }

  private mutating func addRest(of count: Int) {
    guard count > Self.rowCountMax else { return }
    html.add(
      "p", ("class", "quiet"),
      content: "\(count - Self.rowCountMax) more rows are in the JSON file "
        + "beside this page.")
  }

  private static func text(_ nanoseconds: UInt64?) -> String {
    nanoseconds.map { LatencySummary.text($0 / 1_000) } ?? ""
  }

  private static func tone(_ reason: Reason?) -> ReportTone {
    // already_accepted is what a repeated request is to get (E-67).
    switch reason {
    case nil: .good
    case .alreadyAccepted: .caution
    default: .bad
    }
  }

  private static func tone(_ outcome: ReportExchange.Outcome) -> ReportTone {
    switch outcome {
    case .proved: .good
    case .unproved: .caution
    case .refused, .unanswered: .bad
    }
  }
}
