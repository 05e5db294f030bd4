// SPDX-License-Identifier: Apache-2.0

import ScrapClock

/// What the steps of a trace came to.
public struct TraceSummary: Equatable, Sendable {
  /// All steps.
  public private(set) var stepCount: UInt64 = 0
  /// Those with trusted time.
  public private(set) var trustedCount: UInt64 = 0
  /// In how many steps each source agreed, by `ClockSourceName`.
  public private(set) var agreedCounts = [UInt64](
    repeating: 0, count: ClockSourceName.count)
  /// In how many steps each source said anything.
  public private(set) var presentCounts = [UInt64](
    repeating: 0, count: ClockSourceName.count)
  /// In how many steps each alarm was raised, by bit.
  public private(set) var alarmCounts = [UInt64](
    repeating: 0, count: ClockAlarms.count)
  /// Intervals of which it is known whether they hold the truth.
  public private(set) var judgedCount: UInt64 = 0
  /// Of those, the ones that do.
  public private(set) var heldCount: UInt64 = 0
  /// The farthest that the truth lay outside; nanoseconds.
  public private(set) var worstMissNanoseconds: UInt64 = 0
  /// In which step that was; 0 for none.
  public private(set) var worstMissStep: UInt64 = 0

  /// Nothing was replayed yet.
  public init() {}

  mutating func add(_ step: ReplayedStep) {
    stepCount += 1
    if step.decision.interval != nil { trustedCount += 1 }
    for index in 0..<ClockSourceName.count {
      let state = step.decision.states[index]
      if state != .absent { presentCounts[index] += 1 }
      if state == .agreed { agreedCounts[index] += 1 }
    }
    for index in 0..<ClockAlarms.count
    where step.decision.alarms.rawValue >> index & 1 == 1 {
      alarmCounts[index] += 1
    }
    guard let miss = step.missNanoseconds else { return }
    judgedCount += 1
    if miss == 0 { heldCount += 1 }
    if miss > worstMissNanoseconds {
      worstMissNanoseconds = miss
      worstMissStep = step.number
    }
  }
}
