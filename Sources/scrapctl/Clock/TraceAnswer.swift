// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// How a replay is told.
enum TraceAnswer {
  case text(TraceTable)
  case json

  /// Tells of a step; it has left this process when the call returns.
  mutating func add(_ step: ReplayedStep) throws(Failure) {
    switch self {
    case .text(var table):
      for line in table.lines(step) { try Console.print(line) }
      self = .text(table)
    case .json: try Console.print(TraceJSON.object(step).line)
    }
  }

  /// Tells what all steps came to.
  func finish(_ summary: TraceSummary) throws(Failure) {
    switch self {
    case .text(let table):
      for line in table.lines(summary) { try Console.print(line) }
    case .json: try Console.print(TraceJSON.object(summary).line)
    }
  }
}
