// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// The bands of a report over its time.
struct Timeline {
  private static let left = 190.0
  private static let top = 14.0
  private static let rowHeight = 32.0
  /// Between a span's end and its label.
  private static let inset = 5.0
  private static let markRadius = 6.0
  /// Spans, and marks, of a band that are drawn at most.
  private static let drawnCountMax = 2_000

  private let model: ReportModel
  private let axis: PlotAxis
  private var sheet: ReportSheet
  private var leftOutCount = 0

  /// The figure as SVG, and how much was left out of it: what would lie on
  /// what is drawn already, and what is too much for one band.
  static func svg(_ model: ReportModel) -> (svg: String, leftOutCount: Int) {
    var timeline = Timeline(model)
    let svg = timeline.draw()
    return (svg, timeline.leftOutCount)
  }

  private init(_ model: ReportModel) {
    self.model = model
    let end = max(Double(model.durationNanoseconds) / 1e9, 1e-3)
    axis = PlotAxis(0...end, count: 10)
    let rows = Double(model.lanes.count) * Self.rowHeight
    sheet = ReportSheet(
      id: "timeline", title: "Timeline of \(model.title)",
      description: Self.description(model), height: Self.top + rows + 76)
  }

  private static func description(_ model: ReportModel) -> String {
    let lanes = model.lanes.map { lane in
      "\(lane.name): \(CountText.text(lane.spans.count, "span")) and "
        + CountText.text(lane.marks.count, "mark")
    }
    return "Bands over time, told one by one in the table below. "
      + lanes.joined(separator: "; ") + "."
  }

  private var bottom: Double {
    Self.top + Double(model.lanes.count) * Self.rowHeight
  }

  private func x(_ nanoseconds: UInt64) -> Double {
    let cut = min(nanoseconds, model.durationNanoseconds)
    return Self.left + Double(cut) / 1e9 / axis.range.upperBound
      * (ReportSheet.right - Self.left)
  }

  private mutating func draw() -> String {
    drawAxis()
    for (row, lane) in model.lanes.enumerated() {
      draw(lane, y: Self.top + Double(row) * Self.rowHeight)
    }
    drawLegend()
    return sheet.finish()
  }

  private mutating func drawAxis() {
    for tick in axis.ticks {
      let x = x(UInt64(max(0, tick) * 1e9))
      sheet.line(x, Self.top, x, bottom + 5, kind: "grid")
      // The last label would leave the paper.
      let isLast = x > ReportSheet.right - 16
      sheet.text(
        axis.label(tick), x: x, y: bottom + 20,
        anchor: isLast ? "end" : "middle")
    }
    sheet.text(
      "time, \(axis.unit)", x: Self.left - 10, y: bottom + 20,
      anchor: "end", kind: "quiet")
  }

  private mutating func draw(_ lane: ReportLane, y: Double) {
    let middle = y + Self.rowHeight / 2
    sheet.line(
      Self.left, y + Self.rowHeight, ReportSheet.right, y + Self.rowHeight,
      kind: "grid")
    let lines = Self.lines(lane.name)
    for (index, line) in lines.enumerated() {
      let offset = lines.count == 1 ? 4.0 : index == 0 ? -2.0 : 11.0
      sheet.text(
        line, x: Self.left - 10, y: middle + offset, anchor: "end",
        kind: lines.count == 1 ? "label" : "small")
    }
    let spans = drawn(lane.spans) {
      Place(tone: $0.tone, from: x($0.from), to: x($0.to))
    }
    let marks = drawn(lane.marks) {
      Place(tone: $0.tone, from: x($0.at), to: x($0.at))
    }
    leftOutCount +=
      lane.spans.count - spans.count + lane.marks.count - marks.count
    let markPlaces = marks.map { x($0.at) - Self.markRadius }
    for span in spans {
      let from = x(span.from)
      let width = x(span.to) - from
      sheet.box(
        from, y + 5, width, Self.rowHeight - 10,
        kind: "span-\(span.tone.rawValue)",
        hint: "\(span.label), \(seconds(span.from)) to \(seconds(span.to))")
      if let label = label(of: span, beside: markPlaces) {
        sheet.text(label, x: from + Self.inset, y: middle + 4)
      }
    }
    for mark in marks {
      sheet.mark(
        mark.tone, x: x(mark.at), y: middle,
        hint: "\(mark.label), \(seconds(mark.at))")
    }
  }

  /// Where something is drawn, to the unit.
  private struct Place: Hashable {
    let tone: ReportTone
    let from: Int
    let to: Int

    init(tone: ReportTone, from: Double, to: Double) {
      self.tone = tone
      self.from = Int(from)
      self.to = Int(to)
    }
  }

  /// The first one at each place, as far as there is room.
  private func drawn<Element>(
    _ elements: [Element], at place: (Element) -> Place
  ) -> [Element] {
    var places: Set<Place> = []
    return elements.filter {
      places.count < Self.drawnCountMax && places.insert(place($0)).inserted
    }
  }

  /// What can be read in a span, beside marks and within its ends: the whole
  /// label, or what stands before its first comma.
  private func label(
    of span: ReportLane.Span, beside marks: [Double]
  ) -> String? {
    let from = x(span.from) + Self.inset
    let first = marks.filter { $0 >= x(span.from) - 2 * Self.markRadius }.min()
    let to = min(x(span.to), first ?? ReportSheet.width) - Self.inset
    let short = span.label.prefix { $0 != "," }
    return [span.label, String(short)].first {
      from + ReportSheet.width($0) <= to
    }
  }

  private mutating func drawLegend() {
    var x = Self.left
    for tone in ReportTone.allCases {
      sheet.box(
        x, bottom + 37, 18, 14, kind: "span-\(tone.rawValue)")
      sheet.mark(tone, x: x + 30, y: bottom + 44)
      sheet.text(tone.word, x: x + 42, y: bottom + 48, kind: "quiet")
      x += 42 + ReportSheet.width(tone.word) + 12
    }
  }

  private func seconds(_ nanoseconds: UInt64) -> String {
    ReportTime.text(nanoseconds)
  }

  /// A name as one line, or as two that fit left of the band.
  private static func lines(_ name: String) -> [String] {
    guard name.count > 24 else { return [name] }
    let words = name.split(separator: " ")
    // The last word goes below; long ids fill a line alone.
    let first = words.dropLast().joined(separator: " ")
    let last = words.last.map(String.init) ?? ""
    return (first.isEmpty ? [last] : [first, last]).map {
      $0.count <= 28 ? $0 : $0.prefix(27) + "…"
    }
  }
}
