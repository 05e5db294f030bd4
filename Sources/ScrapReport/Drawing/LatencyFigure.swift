// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// Latencies as bars, one for each step of 1, 2, 5, 10.
struct LatencyFigure {
  private static let left = 60.0
  private static let top = 30.0
  private static let bottom = 226.0
  /// The narrowest paper shows from 1 ms to 200 ms.
  private static let least: UInt64 = 1_000
  private static let most: UInt64 = 200_000

  private let summary: LatencySummary
  private let hasLimit: Bool
  private let edges: [UInt64]
  private let counts: [Int]
  private var sheet: ReportSheet

  /// The figure as SVG, with the limit of §14.7 where it speaks of these
  /// latencies.
  static func svg(
    _ summary: LatencySummary, id: String, name: String, hasLimit: Bool
  ) -> String {
    var figure = LatencyFigure(summary, id: id, name: name, hasLimit)
    return figure.draw()
  }

  private init(
    _ summary: LatencySummary, id: String, name: String, _ hasLimit: Bool
  ) {
    self.summary = summary
    self.hasLimit = hasLimit
    let range = summary.range ?? Self.least...Self.least
    let edges = Self.edges(
      from: min(range.lowerBound, Self.least),
      to: max(range.upperBound, Self.most))
    self.edges = edges
    counts = edges.indices.dropLast().map { index in
      summary.count(in: edges[index]..<edges[index + 1])
    }
    let over = summary.overLimitCount
    sheet = ReportSheet(
      id: id, title: "\(name), histogram",
      description:
        "\(CountText.text(summary.count, "sample")); \(over) at or above "
        + "100 ms, the limit of SCRAP §14.7 for decisions. The numbers are in "
        + "the table below.",
      height: 256)
  }

  /// 1, 2, 5, 10… around a range, microseconds.
  static func edges(from least: UInt64, to most: UInt64) -> [UInt64] {
    var edges: [UInt64] = []
    var power: UInt64 = 1
    while power <= 10_000_000_000 {
      for factor: UInt64 in [1, 2, 5] {
        let edge = power * factor
        if edge <= least { edges.removeAll() }
        edges.append(edge)
        if edge > most { return edges[0] <= least ? edges : [0] + edges }
      }
      power *= 10
    }
    return edges
  }

  private var width: Double {
    (ReportSheet.right - Self.left) / Double(counts.count)
  }

  private func y(_ count: Int, of greatest: Int) -> Double {
    Self.bottom - Double(count) / Double(max(greatest, 1))
      * (Self.bottom - Self.top - 14)
  }

  private mutating func draw() -> String {
    let greatest = counts.max() ?? 0
    for tick in ReportSheet.countTicks(upTo: greatest) {
      let y = y(tick, of: greatest)
      sheet.line(Self.left, y, ReportSheet.right, y, kind: "grid")
      sheet.text("\(tick)", x: Self.left - 8, y: y + 4, anchor: "end")
    }
    for (index, count) in counts.enumerated() {
      let x = Self.left + Double(index) * width
      guard count > 0 else { continue }
      let y = y(count, of: greatest)
      let isOver =
        hasLimit && edges[index] >= LatencySummary.limitMicroseconds
      sheet.box(
        x + 2, y, width - 4, Self.bottom - y,
        kind: isOver ? "bar-over" : "bar",
        hint: "\(count) from \(Self.text(edges[index])) to "
          + Self.text(edges[index + 1]))
      sheet.text(
        "\(count)", x: x + width / 2, y: y - 4, anchor: "middle")
    }
    drawEdges()
    return sheet.finish()
  }

  private mutating func drawEdges() {
    sheet.line(
      Self.left, Self.bottom, ReportSheet.right, Self.bottom, kind: "axis")
    for (index, edge) in edges.enumerated() {
      let x = Self.left + Double(index) * width
      sheet.line(x, Self.bottom, x, Self.bottom + 5, kind: "axis")
      let isLast = index == edges.count - 1
      sheet.text(
        Self.text(edge), x: x, y: Self.bottom + 20,
        anchor: isLast ? "end" : "middle")
      guard hasLimit, edge == LatencySummary.limitMicroseconds else {
        continue
      }
      sheet.line(x, Self.top - 8, x, Self.bottom, kind: "limit")
      sheet.text(
        "100 ms, SCRAP §14.7", x: x - 6, y: Self.top - 8, anchor: "end",
        kind: "limit-label")
    }
    sheet.text("samples", x: 0, y: Self.top - 14, kind: "quiet")
  }

  /// Round microseconds as `0.05 ms`, `20 ms`, `5 s`.
  private static func text(_ microseconds: UInt64) -> String {
    let isSeconds = microseconds >= 1_000_000
    let value = isSeconds ? microseconds / 1_000 : microseconds
    let rest = value % 1_000
    var digits = "\(rest)"
    digits = String(repeating: "0", count: 3 - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    let number =
      rest > 0 ? "\(value / 1_000).\(digits)" : "\(value / 1_000)"
    return number + (isSeconds ? " s" : " ms")
  }
}
