// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapGround

/// Which sources, states and alarms occur in a trace: what its table must
/// explain.
struct TraceWords {
  private(set) var stateNumbers: Set<UInt8> = []
  private(set) var alarmBits: UInt16 = 0
  private(set) var sources: Set<ClockSourceName> = []
  private(set) var isEmpty = true

  mutating func add(_ step: ReplayedStep) {
    isEmpty = false
    alarmBits |= step.decision.alarms.rawValue
    for name in TraceStep.sourceNames {
      let state = step.decision.state(name)
      stateNumbers.insert(state.rawValue)
      if state != .absent { sources.insert(name) }
    }
  }

  /// Letters with their meaning, those first that say most.
  var legend: [String] {
    let states = stateNumbers.sorted(by: >).compactMap {
      ClockSourceState(rawValue: $0)
    }
    let alarms = (0..<ClockAlarms.count).filter { alarmBits >> $0 & 1 == 1 }
    return states.map {
      line($0.letter, "\($0.name)", "\($0.meaning)")
    }
      + alarms.map {
        line(
          ClockAlarms.letter(index: $0), "\(ClockAlarms.name(index: $0))",
          "\(ClockAlarms.meaning(index: $0))")
      }
  }

  private func line(
    _ letter: UInt8, _ name: String, _ meaning: String
  ) -> String {
    "  \(Character(Unicode.Scalar(letter)))  "
      + Columns.left(name, 17) + meaning
  }
}
