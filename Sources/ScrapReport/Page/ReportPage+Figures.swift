// SPDX-License-Identifier: Apache-2.0

// The figures, each with its numbers
extension ReportPage {
  mutating func addTimeline() {
    guard !model.lanes.isEmpty else { return }
    section("timeline-section", "Timeline")
    let (svg, leftOutCount) = Timeline.svg(model)
    let rest =
      leftOutCount == 0
      ? ""
      : " \(leftOutCount) more, at the places of these or too many for "
        + "one band, are in the JSON file beside this page."
    figure(
      svg,
      caption: "What happened when. Each span and mark tells its time and "
        + "name where you point at it; they stand in words at the end.\(rest)")
    endSection()
  }

  mutating func addLatencies() {
    let decisions = model.decisionLatency
    let roundTrip = model.roundTrip
    guard decisions.count + roundTrip.count > 0 else { return }
    section("latency", "Latency")
    html.add("p", content: model.basis.sentence)
    var table = PageTable(
      id: "latency-table", caption: "Percentiles",
      [.text("What"), .number("Samples")]
        + LatencySummary.percentiles.map {
          .number($0 == 100 ? "Greatest" : "\(Self.text($0)) %")
        } + [.number("At or above 100 ms")])
    if decisions.count > 0 {
      figure(
        LatencyFigure.svg(
          decisions, id: "decision-latency", name: "From arrival to verdict",
          hasLimit: true),
        caption: (model.basis.isWall
          ? "From the taking of a request from the target's socket to the "
            + "sending of its answer, the mark on the medium included"
          : "From a message's arrival at the target to its verdict")
          + ", and the 100 ms that SCRAP §14.7 gives to the verification of a "
          + "token.")
      table.add(Self.row("From arrival to verdict", decisions))
      for (name, isAccept) in [("– accepts", true), ("– refusals", false)] {
        let part = model.decisionLatency(isAccept: isAccept)
        guard part.count > 0, part.count < decisions.count else { continue }
        table.add(Self.row(name, part))
      }
    }
    if roundTrip.count > 0 {
      figure(
        LatencyFigure.svg(
          roundTrip, id: "round-trip", name: "From first sending to answer",
          hasLimit: model.basis.isWall),
        caption: "From the first sending of a request to the answer that "
          + "verified, with links, waiting for contact and repetitions.")
      table.add(Self.row("From first sending to answer", roundTrip))
    }
    table.write(to: &html)
    endSection()
  }

  private static func row(
    _ name: String, _ summary: LatencySummary
  ) -> [String] {
    [name, "\(summary.count)"]
      + LatencySummary.percentiles.map { percentile in
        summary.microseconds(atPercentile: percentile)
          .map { LatencySummary.text($0) } ?? ""
      } + ["\(summary.overLimitCount)"]
  }

  private static func text(_ percentile: Double) -> String {
    percentile == percentile.rounded()
      ? "\(Int(percentile))" : "\(percentile)"
  }

  mutating func addStores() {
    guard !model.stores.isEmpty else { return }
    section("stores", "Stores of used tokens")
    for (index, store) in model.stores.enumerated() {
      figure(
        StoreFigure.svg(
          store, id: "store-\(index)",
          durationNanoseconds: model.durationNanoseconds),
        caption: "Used tokens in the store of \(store.name)"
          + (model.basis.isWall ? ", each time that it told." : "."))
    }
    addStoreTable()
    endSection()
  }

  /// Fill and wear; what nobody counted has no column.
  private mutating func addStoreTable() {
    let counts: [(heading: String, of: (ReportStore) -> Int?)] = [
      ("Programs", { $0.programCount }), ("Bytes", { $0.programByteCount }),
      ("Erases", { $0.eraseCount }),
      ("Least worn sector", { $0.erases?.lowerBound }),
      ("Most worn sector", { $0.erases?.upperBound }),
    ].filter { column in model.stores.contains { column.1($0) != nil } }
    var table = PageTable(
      id: "store-table", caption: "Fill and wear, both copies together",
      [
        .code("Store"), .code("Medium"), .number("Room"),
        .number("Most taken"), .number("Taken at the end"),
      ] + counts.map { .number($0.heading) })
    for store in model.stores {
      table.add(
        [
          store.name, store.medium, "\(store.entryCapacity)",
          "\(store.entryCountMax)", "\(store.samples.last?.entryCount ?? 0)",
        ] + counts.map { count in count.of(store).map { "\($0)" } ?? "" })
    }
    table.write(to: &html)
  }
}
