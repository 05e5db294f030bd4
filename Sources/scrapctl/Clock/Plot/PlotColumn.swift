// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapGround

/// What a drawing shows of one or more steps: seconds from the origin.
struct PlotColumn {
  /// A source's time.
  struct Telling {
    var center: Double
    var lo: Double
    var hi: Double
  }

  /// Seconds on the counter, restarts bridged.
  var x: Double
  var tellings: [Telling?]
  var states: [ClockSourceState]
  var reason: ClockReason
  var interval: ClosedRange<Double>?
  var truth: Double?
  var isRestart: Bool
  var operatorWord: String?

  init(_ replayed: ReplayedStep, x: Double) {
    self.x = x
    let origin = replayed.originNanoseconds
    func seconds(_ nanoseconds: Int64) -> Double? {
      guard let origin else { return nil }
      let (offset, isOver) = nanoseconds.subtractingReportingOverflow(origin)
      return isOver ? nil : Double(offset) / 1e9
    }
    tellings = TraceStep.sourceNames.map { name in
      replayed.offset(name).map { told in
        let center = Double(told.center) / 1e9
        let error = max(0, Double(told.error) / 1e9)
        return Telling(center: center, lo: center - error, hi: center + error)
      }
    }
    states = TraceStep.sourceNames.map { replayed.decision.state($0) }
    reason = replayed.decision.reason
    interval = replayed.decision.interval.flatMap { interval in
      guard let lo = seconds(interval.loNanoseconds),
        let hi = seconds(interval.hiNanoseconds)
      else { return nil }
      return lo...hi
    }
    truth = replayed.step.truthNanoseconds.flatMap(seconds)
    isRestart = replayed.step.isRestart
    operatorWord = replayed.confirmation?.word
  }

  /// Draws the next column into this one: what is worse stays, but a source
  /// that was there at times was there.
  mutating func merge(_ next: PlotColumn) {
    for index in states.indices {
      let state = next.states[index]
      if states[index] == .absent
        || state != .absent && state.rawValue < states[index].rawValue
      {
        states[index] = state
      }
      guard let b = next.tellings[index] else { continue }
      let a = tellings[index] ?? b
      tellings[index] = Telling(
        center: abs(a.center) < abs(b.center) ? b.center : a.center,
        lo: min(a.lo, b.lo), hi: max(a.hi, b.hi))
    }
    if let a = interval, let b = next.interval {
      let lo = min(a.lowerBound, b.lowerBound)
      interval = lo...max(a.upperBound, b.upperBound)
    } else {
      interval = nil
    }
    if reason.isTrusted { reason = next.reason }
    isRestart = isRestart || next.isRestart
    operatorWord = operatorWord ?? next.operatorWord
  }
}
