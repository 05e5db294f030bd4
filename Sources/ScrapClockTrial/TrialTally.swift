// SPDX-License-Identifier: Apache-2.0

/// What was done in trials.
public struct TrialTally: Equatable, Sendable {
  /// Whole missions.
  public var trialCount = 0
  /// Days of them.
  public var dayCount = 0
  /// Arbitrations.
  public var stepCount = 0
  /// Arbitrations that gave trusted time.
  public var trustedCount = 0
  /// Those at which the interval was held against the truth: the most of the
  /// witnesses had been honest.
  public var judgedCount = 0
  /// Those at which two witnesses were beyond doubt, so that there had to be
  /// trusted time.
  public var dueCount = 0
  /// Readings that lied.
  public var lieCount = 0
  /// Times at which two witnesses or more lied together.
  public var majorityLieCount = 0
  /// Starts without memory, the first of each mission not counted.
  public var restartCount = 0
  /// Operator's readings taken.
  public var confirmedCount = 0
  /// Operator's readings refused: late, impossible, or below the mark.
  public var unconfirmedCount = 0
  /// Leap seconds of either sign.
  public var leapCount = 0
  /// Time marks kept.
  public var markCount = 0
  /// Trials that broke a rule.
  public var violationCount = 0

  /// Nothing yet.
  public init() {}

  /// Adds what others did.
  public mutating func add(_ other: TrialTally) {
    trialCount += other.trialCount
    dayCount += other.dayCount
    stepCount += other.stepCount
    trustedCount += other.trustedCount
    judgedCount += other.judgedCount
    dueCount += other.dueCount
    lieCount += other.lieCount
    majorityLieCount += other.majorityLieCount
    restartCount += other.restartCount
    confirmedCount += other.confirmedCount
    unconfirmedCount += other.unconfirmedCount
    leapCount += other.leapCount
    markCount += other.markCount
    violationCount += other.violationCount
  }
}
