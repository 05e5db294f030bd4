// SPDX-License-Identifier: Apache-2.0

/// How full a store is over time.
struct StoreFigure {
  private static let left = 60.0
  private static let top = 28.0
  private static let bottom = 172.0

  private let store: ReportStore
  private let durationNanoseconds: UInt64
  private let axis: PlotAxis
  private let ceiling: UInt32
  private var sheet: ReportSheet

  /// The figure as SVG.
  static func svg(
    _ store: ReportStore, id: String, durationNanoseconds: UInt64
  ) -> String {
    var figure = StoreFigure(store, id: id, durationNanoseconds)
    return figure.draw()
  }

  private init(
    _ store: ReportStore, id: String, _ durationNanoseconds: UInt64
  ) {
    self.store = store
    self.durationNanoseconds = max(durationNanoseconds, 1)
    axis = PlotAxis(
      0...max(Double(durationNanoseconds) / 1e9, 1e-3), count: 10)
    // A store that is almost empty is shown as far as it was filled.
    let most = store.entryCountMax
    ceiling =
      UInt64(most) * 4 >= UInt64(store.entryCapacity)
      ? max(store.entryCapacity, most) : max(most, 4)
    sheet = ReportSheet(
      id: id, title: "Used tokens in the store of \(store.name)",
      description: "At most \(most) of \(store.entryCapacity) entries were "
        + "taken.", height: 216)
  }

  private func x(_ nanoseconds: UInt64) -> Double {
    let cut = min(nanoseconds, durationNanoseconds)
    return Self.left + Double(cut) / Double(durationNanoseconds)
      * (ReportSheet.right - Self.left)
  }

  private func y(_ count: UInt32) -> Double {
    Self.bottom - Double(count) / Double(max(ceiling, 1))
      * (Self.bottom - Self.top)
  }

  private mutating func draw() -> String {
    for tick in ReportSheet.countTicks(upTo: Int(ceiling)) {
      let y = y(UInt32(tick))
      sheet.line(Self.left, y, ReportSheet.right, y, kind: "grid")
      sheet.text("\(tick)", x: Self.left - 8, y: y + 4, anchor: "end")
    }
    sheet.text("used tokens", x: 0, y: 13, kind: "quiet")
    for tick in axis.ticks {
      let x = x(UInt64(max(0, tick) * 1e9))
      sheet.line(x, Self.bottom, x, Self.bottom + 5, kind: "axis")
      sheet.text(
        axis.label(tick), x: x, y: Self.bottom + 20,
        anchor: x > ReportSheet.right - 16 ? "end" : "middle")
    }
    sheet.text(
      "time, \(axis.unit)", x: ReportSheet.right, y: Self.bottom + 38,
      anchor: "end", kind: "quiet")
    drawFill()
    if ceiling >= store.entryCapacity {
      let y = y(store.entryCapacity)
      sheet.line(Self.left, y, ReportSheet.right, y, kind: "limit")
      sheet.text(
        "room for \(store.entryCapacity)", x: ReportSheet.right,
        y: y - 6, anchor: "end", kind: "limit-label")
    }
    sheet.line(
      Self.left, Self.bottom, ReportSheet.right, Self.bottom, kind: "axis")
    return sheet.finish()
  }

  private mutating func drawFill() {
    var points: [String] = []
    var height = Self.bottom
    func point(_ x: Double, _ y: Double) -> String {
      ReportSheet.number(x) + "," + ReportSheet.number(y)
    }
    for sample in store.samples {
      let x = x(sample.at)
      points.append(point(x, height))
      height = y(sample.entryCount)
      points.append(point(x, height))
    }
    guard let first = store.samples.first else { return }
    points.append(point(ReportSheet.right, height))
    points.append(point(ReportSheet.right, Self.bottom))
    points.append(point(x(first.at), Self.bottom))
    sheet.svg.add(
      "polygon", ("class", "fill"),
      ("points", points.joined(separator: " ")))
  }
}
