// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapIntegers

/// What a receiver's sentences amount to.
struct NMEATestimony: Sendable {
  /// RMC and ZDA further apart are not compared.
  private static var comparisonNanoseconds: UInt64 { 60_000_000_000 }

  private let policy: NMEAPolicy
  private var minimum: NMEAFinding?
  private var date: NMEAFinding?
  /// When the older of an RMC and a ZDA that disagree came; nil once two agree
  /// again, none of late says so any more, or the receiver starts anew.
  private var disputedAtNanoseconds: UInt64?
  private var fixSinceNanoseconds: UInt64?

  init(policy: NMEAPolicy) { self.policy = policy }

  /// Takes what an RMC told.
  ///
  /// - Returns: whether it contradicts the last ZDA.
  mutating func takeMinimum(_ finding: NMEAFinding) -> Bool {
    forgetOldDispute(at: finding.arrival)
    followFix(finding, isBroken: !continues(minimum, finding.arrival))
    minimum = finding
    return compare(finding, with: date)
  }

  /// Takes what a ZDA told.
  ///
  /// - Returns: whether it contradicts the last RMC.
  mutating func takeDate(_ finding: NMEAFinding) -> Bool {
    forgetOldDispute(at: finding.arrival)
    if policy.takesZDAAlone, !continues(minimum, finding.arrival) {
      followFix(finding, isBroken: !continues(date, finding.arrival))
    }
    date = finding
    return compare(finding, with: minimum)
  }

  /// The reading of a receiver that is heard and understood.
  func reading(nowNanoseconds: UInt64) -> ClockReading {
    func without(_ health: ClockHealth) -> ClockReading {
      ClockReading(without: health, takenAtNanoseconds: nowNanoseconds)
    }
    guard disputedAtNanoseconds == nil else { return without(.faulty) }
    guard let finding = finding(nowNanoseconds) else { return without(.noFix) }
    switch finding.told {
    case .noFix: return without(.noFix)
    case .unreadable: return without(.faulty)
    case .time(let instant):
      return finding.reading(
        of: instant, boundNanoseconds: policy.boundNanoseconds,
        health: isSettled(at: finding.arrival) ? .good : .noLeapSeconds)
    }
  }

  /// An RMC says whether there is a fix; a ZDA counts only without one.
  private func finding(_ nowNanoseconds: UInt64) -> NMEAFinding? {
    let now = NMEAArrival(
      takenAtNanoseconds: nowNanoseconds, waitedNanoseconds: 0)
    if continues(minimum, now) { return minimum }
    return policy.takesZDAAlone && continues(date, now) ? date : nil
  }

  /// Whether there was no more silence than may be.
  private func continues(
    _ finding: NMEAFinding?, _ arrival: NMEAArrival
  ) -> Bool {
    guard let finding else { return false }
    return arrival.isWithin(
      policy.silenceNanoseconds, of: finding.arrival.takenAtNanoseconds)
  }

  // MARK: Leap seconds

  private mutating func followFix(_ finding: NMEAFinding, isBroken: Bool) {
    guard case .time = finding.told else {
      fixSinceNanoseconds = nil
      return
    }
    if isBroken || fixSinceNanoseconds == nil {
      fixSinceNanoseconds = finding.arrival.takenAtNanoseconds
    }
  }

  /// Counts from when the fix was seen to when this may have been sent.
  private func isSettled(at arrival: NMEAArrival) -> Bool {
    guard let fixSinceNanoseconds else { return false }
    let sentAtNanoseconds = Elapsed.nanoseconds(
      from: arrival.waitedNanoseconds, to: arrival.takenAtNanoseconds)
    return Elapsed.nanoseconds(
      from: fixSinceNanoseconds, to: sentAtNanoseconds)
      >= policy.leapSecondsSettleNanoseconds
  }

  // MARK: RMC against ZDA

  /// A ZDA that has fallen silent is not held against all that comes later. The
  /// wait for leap seconds begins anew.
  private mutating func forgetOldDispute(at arrival: NMEAArrival) {
    guard let disputedAtNanoseconds,
      !arrival.isWithin(Self.comparisonNanoseconds, of: disputedAtNanoseconds)
    else { return }
    self.disputedAtNanoseconds = nil
    fixSinceNanoseconds = nil
  }

  private mutating func compare(
    _ finding: NMEAFinding, with other: NMEAFinding?
  ) -> Bool {
    guard let other, case .time = finding.told, case .time = other.told,
      finding.arrival.isWithin(
        Self.comparisonNanoseconds, of: other.arrival.takenAtNanoseconds)
    else { return false }
    let agrees = finding.agrees(
      with: other, boundNanoseconds: policy.boundNanoseconds)
    if agrees, disputedAtNanoseconds == nil { return false }
    disputedAtNanoseconds = agrees ? nil : other.arrival.takenAtNanoseconds
    fixSinceNanoseconds = nil
    return !agrees
  }
}
