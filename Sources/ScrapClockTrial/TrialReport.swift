// SPDX-License-Identifier: Apache-2.0

import ScrapClock

/// What became of one mission.
public struct TrialReport: Equatable, Sendable {
  /// The mission's number.
  public let number: Int
  /// Who lied in it.
  public let kind: TrialKind
  /// What was done.
  public let tally: TrialTally
  /// The rule that was broken, if one was.
  public let violation: TrialViolation?

  /// Days of a mission.
  public static let dayCount = 1_000

  /// Runs a mission.
  ///
  /// - Parameters:
  ///   - seed: where every random choice comes from, with the number.
  ///   - number: which mission.
  ///   - isCanary: with the rule of SCRAP §10.5.2 in the arbiter's place.
  public init(seed: UInt64, number: Int, isCanary: Bool = false) {
    self.number = number
    kind = TrialKind(number: number)
    if isCanary {
      var mission = Mission<MedianRule>(
        seed: seed, number: number, asksTruthOnly: true)
      tally = mission.run(dayCount: Self.dayCount)
      violation = mission.judge.violation
    } else {
      var mission = Mission<ClockArbiter>(seed: seed, number: number)
      tally = mission.run(dayCount: Self.dayCount)
      violation = mission.judge.violation
    }
  }
}
