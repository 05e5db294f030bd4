// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapReport

// Interval, truth, sources
extension PlotSheet {
  mutating func addInterval() {
    for run in frame.runs({ $0.interval == nil ? nil : true }) {
      // Steps, for an interval is what it is at its step only.
      var upper: [String] = []
      var lower: [String] = []
      for index in run.range {
        guard let interval = frame.columns[index].interval else { continue }
        let from = Self.number(frame.x(frame.columns[index].x))
        let to = Self.number(frame.end(index))
        let hi = Self.number(frame.y(interval.upperBound))
        let lo = Self.number(frame.y(interval.lowerBound))
        upper += ["\(from),\(hi)", "\(to),\(hi)"]
        lower += ["\(from),\(lo)", "\(to),\(lo)"]
      }
      svg.add(
        "polygon",
        ("points", (upper + lower.reversed()).joined(separator: " ")),
        ("fill", PlotStyle.interval), ("fill-opacity", "0.28"),
        ("stroke", PlotStyle.interval), ("stroke-width", "1"))
    }
  }

  mutating func addTruth() {
    for run in frame.runs({ $0.truth == nil ? nil : true }) {
      let points = run.range.map { index in
        let column = frame.columns[index]
        return Self.number(frame.x(column.x)) + ","
          + Self.number(frame.y(column.truth ?? 0))
      }
      let end = run.range.upperBound - 1
      let last =
        Self.number(frame.end(end)) + ","
        + Self.number(frame.y(frame.columns[end].truth ?? 0))
      polyline(points + [last], PlotStyle.ink, width: 1, dashes: "")
    }
  }

  private mutating func polyline(
    _ points: [String], _ colour: String, width: Double, dashes: String
  ) {
    svg.add(
      "polyline", ("points", points.joined(separator: " ")),
      ("fill", "none"), ("stroke", colour),
      ("stroke-width", Self.number(width)),
      ("stroke-dasharray", dashes.isEmpty ? "none" : dashes))
  }

  /// A source: line, bounds, markers; arrows where it lies off the paper.
  mutating func addSource(_ name: ClockSourceName) {
    let index = Int(name.rawValue)
    let style = PlotStyle(name)
    for run in frame.runs({ side($0.tellings[index]) }) {
      if run.key == 0 {
        svg.add(markup: "<g clip-path=\"url(#frame)\">")
        addBounds(index, run.range, style)
        svg.add(markup: "</g>")
        polyline(
          run.range.map { place(frame.columns[$0], index) }, style.colour,
          width: 1.2, dashes: style.dashes)
      } else {
        addArrows(index, run.range, isUp: run.key > 0, style)
      }
    }
    let stride = max(1, frame.columns.count / 60)
    var latest: ClockSourceState?
    for (number, column) in frame.columns.enumerated() {
      guard let telling = column.tellings[index], side(telling) == 0 else {
        continue
      }
      let state = column.states[index]
      if number.isMultiple(of: stride) || state != latest {
        addMarker(
          PlotStyle.marker(state), x: frame.x(column.x),
          y: frame.y(telling.center), style.colour)
      }
      latest = state
    }
  }

  /// 0 on the paper, 1 above, -1 below; nil if nothing was told.
  private func side(_ telling: PlotColumn.Telling?) -> Int? {
    guard let telling else { return nil }
    let range = frame.yAxis.range
    return telling.center > range.upperBound
      ? 1 : telling.center < range.lowerBound ? -1 : 0
  }

  private func place(_ column: PlotColumn, _ index: Int) -> String {
    Self.number(frame.x(column.x)) + ","
      + Self.number(frame.y(column.tellings[index]?.center ?? 0))
  }

  /// Whiskers where there is room for them, else a band.
  private mutating func addBounds(
    _ index: Int, _ range: Range<Int>, _ style: PlotStyle
  ) {
    guard frame.columns.count > 60, range.count > 1 else {
      for column in range.map({ frame.columns[$0] }) {
        guard let telling = column.tellings[index] else { continue }
        // Side by side, or one would hide the other.
        let x = frame.x(column.x) + Double(index) * 2 - 3
        let hi = frame.y(telling.hi)
        let lo = frame.y(telling.lo)
        line(x, hi, x, lo, style.colour)
        line(x - 2, hi, x + 2, hi, style.colour)
        line(x - 2, lo, x + 2, lo, style.colour)
      }
      return
    }
    func edge(_ bound: KeyPath<PlotColumn.Telling, Double>) -> [String] {
      range.compactMap { number in
        let column = frame.columns[number]
        guard let telling = column.tellings[index] else { return nil }
        return Self.number(frame.x(column.x)) + ","
          + Self.number(frame.y(telling[keyPath: bound]))
      }
    }
    svg.add(
      "polygon",
      ("points", (edge(\.hi) + edge(\.lo).reversed()).joined(separator: " ")),
      ("fill", style.colour), ("fill-opacity", "0.08"),
      ("stroke", style.colour), ("stroke-opacity", "0.5"),
      ("stroke-width", "0.6"), ("stroke-dasharray", "1 2"))
  }

  /// Sources that lie off the paper somewhere.
  private var offPaper: [Int] {
    sources.map { Int($0.rawValue) }.filter { index in
      frame.columns.contains { (side($0.tellings[index]) ?? 0) != 0 }
    }
  }

  /// One arrow every 70 pixels, and how far it is at the first and the last.
  private mutating func addArrows(
    _ index: Int, _ range: Range<Int>, isUp: Bool, _ style: PlotStyle
  ) {
    let tip = isUp ? 1.0 : -1.0
    // Each in a row of its own.
    let row = Double(offPaper.firstIndex(of: index) ?? 0) * 13
    let edge = (isUp ? Frame.top : Frame.bottom) + tip * row
    let base = edge + (isUp ? 9 : -4)
    var free = -Double.infinity
    var first: (end: Double, text: String)?
    var last: (start: Double, text: String)?
    for number in range {
      let column = frame.columns[number]
      let x = frame.x(column.x) + 4
      guard x >= free, let telling = column.tellings[index] else { continue }
      free = x + 70
      svg.add(
        "path",
        (
          "d",
          "M\(Self.number(x)) \(Self.number(edge + tip)) l4 "
            + "\(Self.number(tip * 8)) h-8 z"
        ), ("fill", style.colour))
      let text = ClockText.distance(seconds: telling.center)
      if first == nil {
        label(text, x: x + 6, y: base, colour: style.colour)
        first = (x + 6 + Self.width(text), text)
      }
      last = (x - 6 - Self.width(text), text)
    }
    guard let first, let last, last.text != first.text, last.start > first.end
    else { return }
    label(last.text, x: last.start, y: base, colour: style.colour)
  }

  mutating func addMarker(
    _ marker: PlotStyle.Marker, x: Double, y: Double, _ colour: String
  ) {
    let (left, right) = (Self.number(x - 3.5), Self.number(x + 3.5))
    let (top, bottom) = (Self.number(y - 3.5), Self.number(y + 3.5))
    switch marker {
    case .dot:
      svg.add(
        "circle", ("cx", Self.number(x)), ("cy", Self.number(y)),
        ("r", "2.6"), ("fill", colour))
    case .cross:
      svg.add(
        "path",
        (
          "d",
          "M\(left) \(top) L\(right) \(bottom) M\(left) \(bottom) "
            + "L\(right) \(top)"
        ),
        ("stroke", colour), ("stroke-width", "1.8"))
    case .diamond:
      svg.add(
        "path",
        (
          "d",
          "M\(left) \(Self.number(y)) L\(Self.number(x)) \(top) "
            + "L\(right) \(Self.number(y)) L\(Self.number(x)) \(bottom) Z"
        ),
        ("fill", "#ffffff"), ("stroke", colour), ("stroke-width", "1.6"))
    }
  }
}
