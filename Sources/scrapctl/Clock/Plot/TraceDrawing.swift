// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// Gathers what a drawing of a trace shows, in bounded memory: where there are
/// too many steps, neighbours are drawn as one.
struct TraceDrawing {
  private(set) var columns: [PlotColumn] = []
  /// Steps that a column stands for.
  private(set) var stepsPerColumn = 1
  private var pending: (column: PlotColumn, count: Int)?
  private var latest: (counter: UInt64, truth: Int64?, x: Double)?
  /// The latest difference between two steps, for gaps that nobody measured.
  private var latestDelta = 1.0

  /// More than the drawing has pixels.
  private static let columnCountMax = 1200

  mutating func add(_ replayed: ReplayedStep) {
    var column = PlotColumn(replayed, x: nextX(replayed))
    if let pending {
      let next = column
      column = pending.column
      column.merge(next)
    }
    let count = (pending?.count ?? 0) + 1
    guard count == stepsPerColumn else {
      pending = (column, count)
      return
    }
    pending = nil
    columns.append(column)
    if columns.count > Self.columnCountMax { halve() }
  }

  /// Every column, also the one that is not full.
  var all: [PlotColumn] { columns + (pending.map { [$0.column] } ?? []) }

  private mutating func halve() {
    // An odd one out waits for its neighbour.
    if !columns.count.isMultiple(of: 2) {
      pending = (columns.removeLast(), stepsPerColumn)
    }
    for index in 0..<columns.count / 2 {
      var column = columns[2 * index]
      column.merge(columns[2 * index + 1])
      columns[index] = column
    }
    columns.removeLast(columns.count / 2)
    stepsPerColumn *= 2
  }

  /// Where a step lies: seconds since the first; across a restart by the
  /// truth, if it is known.
  private mutating func nextX(_ replayed: ReplayedStep) -> Double {
    let step = replayed.step
    let counter = step.counterNanoseconds
    defer { latest = (counter, step.truthNanoseconds, latest?.x ?? 0) }
    guard let before = latest else { return 0 }
    var delta = latestDelta
    if !step.isRestart, counter >= before.counter {
      delta = Double(counter - before.counter) / 1e9
      latestDelta = max(delta, 1e-9)
    } else if let truth = step.truthNanoseconds, let past = before.truth,
      truth > past
    {
      delta = Double(truth) / 1e9 - Double(past) / 1e9
    }
    latest?.x = before.x + delta
    return before.x + delta
  }
}
