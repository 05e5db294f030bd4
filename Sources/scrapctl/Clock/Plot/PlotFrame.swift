// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapReport

/// Where things lie in the drawing, in pixels.
struct PlotFrame {
  static let width = 1000.0
  static let left = 78.0
  static let right = 976.0
  static let top = 66.0
  static let bottom = 416.0
  /// Between the bars of states below the axis.
  static let rowHeight = 17.0
  static let rowsTop = 466.0

  let xAxis: PlotAxis
  let yAxis: PlotAxis
  let columns: [PlotColumn]

  init(_ columns: [PlotColumn]) {
    self.columns = columns
    let first = columns.first?.x ?? 0
    let last = columns.last?.x ?? 0
    let steps = Double(max(columns.count - 1, 1))
    let span = last > first ? last - first : 1
    xAxis = PlotAxis(
      first - span * 0.01...last + span / steps, count: 10)
    yAxis = PlotAxis(Self.yRange(columns), count: 8)
  }

  /// What is believed, and some room about it; what lies farther is cut.
  private static func yRange(_ columns: [PlotColumn]) -> ClosedRange<Double> {
    var lo = 0.0
    var hi = 0.0
    for column in columns {
      if let interval = column.interval {
        lo = min(lo, interval.lowerBound)
        hi = max(hi, interval.upperBound)
      }
      for (telling, state) in zip(column.tellings, column.states)
      where state == .agreed {
        lo = min(lo, telling?.lo ?? lo)
        hi = max(hi, telling?.hi ?? hi)
      }
    }
    if lo == hi {
      let errors = columns.flatMap(\.tellings).compactMap {
        $0.map { ($0.hi - $0.lo) / 2 }
      }
      hi = errors.filter { $0 > 0 && $0 <= 3600 }.max() ?? 1
      lo = -hi
    }
    let room = max(hi - lo, 1e-6) * 0.35
    return lo - room...hi + room
  }

  func x(_ seconds: Double) -> Double {
    let range = xAxis.range
    return Self.left + (seconds - range.lowerBound)
      / (range.upperBound - range.lowerBound) * (Self.right - Self.left)
  }

  /// Cut at the frame's edges.
  func y(_ seconds: Double) -> Double {
    let range = yAxis.range
    let cut = min(max(seconds, range.lowerBound), range.upperBound)
    return Self.bottom - (cut - range.lowerBound)
      / (range.upperBound - range.lowerBound) * (Self.bottom - Self.top)
  }

  /// Where a column ends: at the next, for what it shows holds until then.
  func end(_ index: Int) -> Double {
    guard index + 1 < columns.count else { return Self.right }
    let next = columns[index + 1]
    guard next.isRestart, index > 0 else { return x(next.x) }
    // Nobody knows how long it went on before the restart.
    let gap = columns[index].x - columns[index - 1].x
    return x(min(next.x, columns[index].x + gap))
  }

  /// Runs of neighbours for which `key` gives the same, but nil.
  func runs<Key: Equatable>(
    _ key: (PlotColumn) -> Key?
  ) -> [(range: Range<Int>, key: Key)] {
    var runs: [(range: Range<Int>, key: Key)] = []
    for (index, column) in columns.enumerated() {
      guard let key = key(column) else { continue }
      if let last = runs.last, last.range.upperBound == index,
        last.key == key, !column.isRestart
      {
        runs[runs.count - 1].range = last.range.lowerBound..<index + 1
      } else {
        runs.append((index..<index + 1, key))
      }
    }
    return runs
  }
}
