// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapReport

// Below the axis: what became of each source over time, and the legend
extension PlotSheet {
  mutating func addRows() {
    for (row, name) in sources.enumerated() {
      let index = Int(name.rawValue)
      let y = Frame.rowsTop + Double(row) * Frame.rowHeight
      text("\(name.name)", x: Frame.left - 6, y: y + 11, anchor: "end")
      for run in frame.runs({ $0.states[index] }) {
        bar(
          run.range, y: y, fill: PlotStyle.fill(run.key),
          labels: [String(Character(Unicode.Scalar(run.key.letter)))])
      }
    }
    let y = Frame.rowsTop + Double(sources.count) * Frame.rowHeight
    text("result", x: Frame.left - 6, y: y + 11, anchor: "end")
    for run in frame.runs({ $0.reason }) {
      let name = "\(run.key.name)"
      bar(
        run.range, y: y,
        fill: run.key.isTrusted ? PlotStyle.interval : PlotStyle.hatching,
        labels: [name, Self.short(run.key)])
    }
  }

  private static func short(_ reason: ClockReason) -> String {
    switch reason {
    case .threeAgree, .twoAgree: "agree"
    case .heldOver: "held"
    case .groundConfirmed: "ground"
    default: "none"
    }
  }

  /// A bar with the first of the labels that has room in it.
  private mutating func bar(
    _ range: Range<Int>, y: Double, fill: String, labels: [String]
  ) {
    let from = frame.x(frame.columns[range.lowerBound].x)
    let width = frame.end(range.upperBound - 1) - from
    box(from, y, width, Frame.rowHeight - 3, fill: fill)
    guard width > 4 else { return }
    line(from, y, from, y + Frame.rowHeight - 3, "#ffffff")
    if let fitting = labels.first(where: { Self.width($0) + 4 <= width }) {
      if fill == PlotStyle.hatching {
        label(fitting, x: from + 3, y: y + 11)
      } else {
        text(fitting, x: from + 3, y: y + 11)
      }
    }
  }

  mutating func addLegend(top: Double) {
    var x = Frame.left
    for name in sources {
      let style = PlotStyle(name)
      line(
        x, top - 4, x + 28, top - 4, style.colour, width: 1.6,
        dashes: style.dashes)
      x = entry("\(name.name)", x: x + 33, y: top)
    }
    box(x, top - 10, 22, 11, fill: PlotStyle.interval)
    x = entry("trusted interval", x: x + 27, y: top)
    box(x, top - 10, 22, 11, fill: PlotStyle.hatching)
    x = entry("no trusted time", x: x + 27, y: top)
    if frame.columns.contains(where: { $0.truth != nil }) {
      line(x, top - 4, x + 22, top - 4, PlotStyle.ink)
      x = entry("truth", x: x + 27, y: top)
    }
    x = Frame.left
    let markers: [(PlotStyle.Marker, String)] = [
      (.dot, "agreed"), (.cross, "witness, not agreed"),
      (.diamond, "no witness"),
    ]
    for (marker, label) in markers {
      addMarker(marker, x: x + 4, y: top + 14, PlotStyle.ink)
      x = entry(label, x: x + 13, y: top + 18)
    }
    x = entry("whiskers, pale bands: error bound", x: x, y: top + 18)
    x = Frame.left
    for state in states {
      let label = "\(Character(Unicode.Scalar(state.letter))) \(state.name)"
      if x + Self.width(label) + 14 > Frame.right { break }
      box(x, top + 26, 10, 11, fill: PlotStyle.fill(state))
      x = entry(label, x: x + 13, y: top + 36)
    }
  }

  private mutating func entry(_ label: String, x: Double, y: Double) -> Double {
    text(label, x: x, y: y)
    return x + Self.width(label) + 14
  }

  private var states: [ClockSourceState] {
    let numbers = Set(
      frame.columns.flatMap { column in
        sources.map { column.states[Int($0.rawValue)].rawValue }
      })
    return numbers.sorted(by: >).compactMap {
      ClockSourceState(rawValue: $0)
    }
  }
}
