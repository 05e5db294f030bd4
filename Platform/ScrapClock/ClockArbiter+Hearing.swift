// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapVerifier

/// What each source is worth by itself.
extension ClockArbiter {
  /// Hears every source.
  mutating func hear(
    _ readings: ClockReadings, now: UInt64, floor: Int64
  ) -> Testimony {
    var testimony = Testimony()
    for index in 0..<ClockSourceName.count {
      let name = ClockSourceName(index: index)
      switch hear(readings[name], of: name, now: now, floor: floor) {
      case .fit(let interval): testimony.intervals[index] = interval
      case .unfit(let state):
        testimony.states[index] = state
        testimony.alarms.insert(Self.alarms(of: state))
      }
    }
    return testimony
  }

  private enum Fitness {
    case fit(ClockInterval)
    case unfit(ClockSourceState)
  }

  private mutating func hear(
    _ reading: ClockReading, of name: ClockSourceName,
    now: UInt64, floor: Int64
  ) -> Fitness {
    if let state = policy.flaw(in: reading, of: name, now: now) {
      return .unfit(state)
    }
    let point = SourceTrack.Point(reading, leap: policy.leapNanoseconds)
    let index = Int(name.rawValue)
    switch tracks[index].judge(point, now: now, policy: policy) {
    case .takenBack: return .unfit(.takenBack)
    case .leaping: return .unfit(.leaping)
    case .drifting: return .unfit(.drifting)
    case .steady: break
    }
    let age = now &- reading.takenAtNanoseconds
    let drift = Nanoseconds.drift(
      over: age, partsPerBillion: policy.oscillatorPartsPerBillion)
    let interval = ClockInterval(center: point.center, error: point.error)
      .moved(by: Int64(bitPattern: age), drift: drift)
    return interval.hiNanoseconds < floor
      ? .unfit(.beforeMark) : .fit(interval)
  }

  private static func alarms(of state: ClockSourceState) -> ClockAlarms {
    switch state {
    case .leaping: .sourceLeapt
    case .drifting: .sourceDrifted
    case .beforeMark: .belowMark
    default: .none
    }
  }
}

extension SourceTrack.Point {
  /// A reading that has no flaw.
  init(_ reading: ClockReading, leap: Int64) {
    let seconds = UInt64(bitPattern: reading.unixSeconds)
    self.init(
      center: Nanoseconds.of(seconds: seconds)
        + Int64(bitPattern: UInt64(reading.nanoseconds)),
      error: reading.errorNanoseconds + leap,
      takenAt: reading.takenAtNanoseconds)
  }
}

extension ClockPolicy {
  /// What is wrong with a reading by itself; nil if nothing is.
  fileprivate func flaw(
    in reading: ClockReading, of name: ClockSourceName, now: UInt64
  ) -> ClockSourceState? {
    switch reading.health {
    case .absent: return .absent
    case .noFix: return .noFix
    case .noLeapSeconds: return .noLeapSeconds
    case .faulty: return .faulty
    case .good: break
    }
    guard UInt64(reading.nanoseconds) < Nanoseconds.perSecond else {
      return .faulty
    }
    let errorMax = Nanoseconds.of(seconds: UInt64(sourceErrorSecondsMax))
    guard reading.errorNanoseconds > 0 else { return .impossibleError }
    guard reading.errorNanoseconds <= errorMax else { return .uncertain }
    if let state = flaw(inSeconds: reading.unixSeconds) { return state }
    guard reading.takenAtNanoseconds <= now else { return .takenAhead }
    let ageMax = UInt64(ageSecondsMax(name)) &* Nanoseconds.perSecond
    return now &- reading.takenAtNanoseconds > ageMax ? .stale : nil
  }

  /// What is wrong with an instant by itself; nil if nothing is.
  private func flaw(inSeconds seconds: Int64) -> ClockSourceState? {
    guard seconds >= 0, UInt64(bitPattern: seconds) >= earliestSeconds else {
      return .beforeEarliest
    }
    return UInt64(bitPattern: seconds) &>> 32 == 0 ? nil : .afterFormatEnd
  }
}

extension ClockInterval {
  /// What an operator's reading says now: it was signed after our nonce was
  /// drawn, so that no more than that time has passed since.
  init(
    _ reading: OperatorClockReading, now: UInt64, policy: ClockPolicy
  ) throws(ClockConfirmationError) {
    guard reading.errorNanoseconds > 0,
      UInt64(reading.nanoseconds) < Nanoseconds.perSecond
    else { throw .impossible }
    let seconds = UInt64(bitPattern: reading.unixSeconds)
    guard seconds &>> 32 == 0, seconds >= policy.earliestSeconds else {
      throw .outOfRange
    }
    let widthMax = Nanoseconds.of(seconds: UInt64(policy.widthSecondsMax))
    let elapsed = now &- reading.drawnAtNanoseconds
    guard reading.errorNanoseconds <= widthMax,
      elapsed <= UInt64(bitPattern: widthMax)
    else { throw .tooWide }
    let drift = Nanoseconds.drift(
      over: elapsed, partsPerBillion: policy.oscillatorPartsPerBillion)
    let center =
      Nanoseconds.of(seconds: seconds)
      + Int64(bitPattern: UInt64(reading.nanoseconds))
    let error = reading.errorNanoseconds + policy.leapNanoseconds
    self.init(
      loNanoseconds: center - error,
      hiNanoseconds: center + error
        + Int64(bitPattern: elapsed) + drift)
    guard policy.isAnswer(self) else { throw .tooWide }
  }
}
