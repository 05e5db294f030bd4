// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapGround
import ScrapReport

/// The paper that a trace is drawn on.
struct PlotSheet {
  let frame: PlotFrame
  let sources: [ClockSourceName]
  var svg = SVGText()

  typealias Frame = PlotFrame

  static func number(_ value: Double) -> String { SVGText.number(value) }

  var height: Double {
    Frame.rowsTop + Double(sources.count + 1) * Frame.rowHeight + 78
  }

  mutating func begin(title: String, note: String) {
    svg.add(
      markup: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<!-- SPDX-License-Identifier: Apache-2.0 -->\n"
        + "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1000\" "
        + "height=\"\(Self.number(height))\" "
        + "viewBox=\"0 0 1000 \(Self.number(height))\" "
        + "font-family=\"DejaVu Sans, Helvetica, Arial, sans-serif\" "
        + "font-size=\"11\" fill=\"\(PlotStyle.ink)\">")
    svg.add("title", content: title)
    svg.add(
      markup: "<defs><pattern id=\"refused\" width=\"7\" height=\"7\" "
        + "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
        + "<rect width=\"7\" height=\"7\" fill=\"#eeeeee\"/>"
        + "<rect width=\"1.2\" height=\"7\" fill=\"#bbbbbb\"/></pattern>"
        + "<clipPath id=\"frame\"><rect x=\"78\" y=\"66\" width=\"898\" "
        + "height=\"350\"/></clipPath></defs>")
    svg.add(
      "rect", ("width", "1000"), ("height", Self.number(height)),
      ("fill", "#ffffff"))
    text(title, x: Frame.left, y: 24, size: 17)
    text(note, x: Frame.left, y: 42, size: 11)
  }

  mutating func finish() -> String {
    addLegend(top: height - 52)
    svg.add(markup: "</svg>")
    return svg.text
  }

  mutating func text(
    _ content: String, x: Double, y: Double, size: Double = 11,
    anchor: String = "start", colour: String = PlotStyle.ink
  ) {
    svg.add(
      "text", ("x", Self.number(x)), ("y", Self.number(y)),
      ("font-size", Self.number(size)), ("text-anchor", anchor),
      ("fill", colour), content: content)
  }

  /// A text that stays readable over lines and hatching.
  mutating func label(
    _ content: String, x: Double, y: Double, colour: String = PlotStyle.ink
  ) {
    svg.add(
      "text", ("x", Self.number(x)), ("y", Self.number(y)),
      ("fill", colour), ("stroke", "#ffffff"), ("stroke-width", "3"),
      ("stroke-opacity", "0.8"), ("paint-order", "stroke"), content: content)
  }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double,
    _ colour: String, width: Double = 1, dashes: String = ""
  ) {
    svg.add(
      "line", ("x1", Self.number(x1)), ("y1", Self.number(y1)),
      ("x2", Self.number(x2)), ("y2", Self.number(y2)), ("stroke", colour),
      ("stroke-width", Self.number(width)),
      ("stroke-dasharray", dashes.isEmpty ? "none" : dashes))
  }

  mutating func box(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String
  ) {
    svg.add(
      "rect", ("x", Self.number(x)), ("y", Self.number(y)),
      ("width", Self.number(max(width, 0.5))),
      ("height", Self.number(height)), ("fill", fill))
  }

  mutating func addGrid() {
    for tick in frame.yAxis.ticks {
      let y = frame.y(tick)
      line(Frame.left, y, Frame.right, y, PlotStyle.pale)
      text(
        frame.yAxis.label(tick), x: Frame.left - 6, y: y + 4, anchor: "end")
    }
    for tick in frame.xAxis.ticks {
      let x = frame.x(tick)
      line(x, Frame.bottom, x, Frame.bottom + 5, PlotStyle.ink)
      text(
        frame.xAxis.label(tick), x: x, y: Frame.bottom + 18, anchor: "middle")
    }
  }

  mutating func addBorder(yTitle: String) {
    svg.add(
      "rect", ("x", "78"), ("y", "66"), ("width", "898"), ("height", "350"),
      ("fill", "none"), ("stroke", PlotStyle.ink))
    let middle = Self.number((Frame.top + Frame.bottom) / 2)
    svg.add(
      "text", ("transform", "translate(18 \(middle)) rotate(-90)"),
      ("text-anchor", "middle"),
      content: "\(yTitle), \(frame.yAxis.unit)")
    text(
      "counter, \(frame.xAxis.unit)", x: (Frame.left + Frame.right) / 2,
      y: Frame.bottom + 34, anchor: "middle")
  }

  /// What was refused, as the ground of everything else.
  mutating func addRefusals() {
    for run in frame.runs({ $0.reason.isTrusted ? nil : true }) {
      let x = frame.x(frame.columns[run.range.lowerBound].x)
      box(
        x, Frame.top, frame.end(run.range.upperBound - 1) - x,
        Frame.bottom - Frame.top, fill: PlotStyle.hatching)
    }
  }

  mutating func addEvents() {
    // Where there is room for the next label.
    var restartFree = 0.0
    var operatorFree = 0.0
    for column in frame.columns {
      let x = frame.x(column.x)
      if column.isRestart {
        line(x, Frame.top, x, Frame.bottom, PlotStyle.ink, dashes: "6 4")
        event(
          "restart", x: x, y: Frame.bottom - 30, PlotStyle.ink, &restartFree)
      }
      if let word = column.operatorWord {
        line(x, Frame.top, x, Frame.bottom, PlotStyle.ground, width: 1.5)
        event(
          "operator: \(word)", x: x, y: Frame.bottom - 46, PlotStyle.ground,
          &operatorFree)
      }
    }
  }

  /// A label right of its line, left of it at the frame's end.
  private mutating func event(
    _ content: String, x: Double, y: Double, _ colour: String,
    _ free: inout Double
  ) {
    let width = Self.width(content)
    let isAtEnd = x + 3 + width > Frame.right
    let start = isAtEnd ? x - 3 - width : x + 3
    guard start >= free else { return }
    label(content, x: start, y: y, colour: colour)
    free = start + width
  }

  /// About how wide a text of 11 pixels is.
  static func width(_ text: String) -> Double { Double(text.count) * 6.6 }
}
