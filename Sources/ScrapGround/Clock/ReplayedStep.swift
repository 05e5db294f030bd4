// SPDX-License-Identifier: Apache-2.0

import ScrapClock

/// A step of a trace, and what the arbiter made of it.
public struct ReplayedStep: Equatable, Sendable {
  /// From 1.
  public let number: UInt64
  /// What the trace says.
  public let step: TraceStep
  /// What the arbiter found.
  public let decision: ClockDecision
  /// What became of the operator's reading, if there was one.
  public let confirmation: TraceReplay.Confirmation?

  /// What offsets are told from: the truth; else the interval's middle; while
  /// there is none the latest, moved on by the counter; before any, the first
  /// source's time. Nil if nobody told any. Unix nanoseconds.
  public let originNanoseconds: Int64?

  /// How far the truth lies outside of the interval, 0 if it lies in it;
  /// nil if either is unknown. Nanoseconds.
  public var missNanoseconds: UInt64? {
    guard let truth = step.truthNanoseconds, let interval = decision.interval
    else { return nil }
    if truth < interval.loNanoseconds {
      return truth.distanceMagnitude(to: interval.loNanoseconds)
    }
    return truth > interval.hiNanoseconds
      ? truth.distanceMagnitude(to: interval.hiNanoseconds) : 0
  }

  /// Whether the interval holds the truth; nil if either is unknown.
  public var holdsTruth: Bool? { missNanoseconds.map { $0 == 0 } }

  /// The names of the alarms.
  public var alarmNames: [String] {
    (0..<ClockAlarms.count)
      .filter { decision.alarms.rawValue >> $0 & 1 == 1 }
      .map { "\(ClockAlarms.name(index: $0))" }
  }

  /// How far from the origin a source's time lies, and its error bound, both
  /// nanoseconds; nil if either time is unknown, or 64 bits cannot hold it.
  public func offset(
    _ name: ClockSourceName
  ) -> (center: Int64, error: Int64)? {
    guard let told = step.told(name), let originNanoseconds else { return nil }
    let (offset, isOver) = told.center.subtractingReportingOverflow(
      originNanoseconds)
    return isOver ? nil : (offset, told.error)
  }
}

extension TraceStep {
  /// What a source said the time was at this step's counter, which may be
  /// absurd; nil if it told none, or 64 bits cannot hold it. Unix nanoseconds.
  func told(_ name: ClockSourceName) -> (center: Int64, error: Int64)? {
    let reading = readings[name]
    guard reading.health == .good else { return nil }
    guard let center = ExactSeconds(reading).totalNanoseconds,
      let counter = Int64(exactly: counterNanoseconds),
      let takenAt = Int64(exactly: reading.takenAtNanoseconds)
    else { return nil }
    let age = counter - takenAt
    let (now, isOver) = center.addingReportingOverflow(age)
    return isOver ? nil : (now, reading.errorNanoseconds)
  }
}

extension Int64 {
  /// How far apart two numbers are, which may need all of 64 bits.
  fileprivate func distanceMagnitude(to other: Int64) -> UInt64 {
    let low = Swift.min(self, other)
    return UInt64(bitPattern: Swift.max(self, other) &- low)
  }
}

extension ExactSeconds {
  /// The instant of a reading.
  init(_ reading: ClockReading) {
    self.init(
      seconds: reading.unixSeconds, nanoseconds: reading.nanoseconds)
  }
}
