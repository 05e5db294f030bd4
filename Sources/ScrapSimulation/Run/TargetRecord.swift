// SPDX-License-Identifier: Apache-2.0

import ScrapReport

/// What is written down of one target while time passes.
struct TargetRecord {
  /// A state that lasts until the next one.
  struct Band {
    private(set) var spans: [ReportLane.Span] = []
    private var current: (from: UInt64, tone: ReportTone, label: String)?

    /// Begins a state, unless it is the one that lasts already.
    mutating func begin(_ tone: ReportTone, _ label: String, at now: UInt64) {
      if let current, current.label == label { return }
      end(at: now)
      current = (now, tone, label)
    }

    mutating func end(at now: UInt64) {
      if let current {
        spans.append(
          ReportLane.Span(
            from: current.from, to: now, current.tone, current.label))
      }
      current = nil
    }
  }

  var verdicts: [ReportLane.Mark] = []
  var clock = Band()
  var power = Band()
  var cuts: [ReportLane.Mark] = []
  var writes: [ReportLane.Mark] = []
  var samples: [ReportStore.Sample] = []
  var programCount = 0
  var programByteCount = 0
  var restartCount = 0
  var falseTimeCount = 0
  /// Messages that came while power was off, or while too many waited.
  var missedCount = 0
}
