// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapVerifier

/// Decides what time it is, from sources none of which is trusted (E-51 to
/// E-58).
///
/// Two witnesses must agree; one alone moves nothing. What they agree on is cut
/// with the time held over on the monotonic counter, so that nobody, whatever
/// he owns, drags it faster than the oscillator's bound and leap seconds allow.
/// Where the two exclude each other there is no trusted time until the ground
/// confirms. The result never lies below the persisted time mark.
///
/// What is held over is never forgotten before a restart: too wide to be an
/// answer, it still bounds what witnesses may say.
///
/// While one witness lies at most, at every call since the last start or
/// operator's reading that replaced what was held over, the result holds the
/// true time: the counter within its bound, and the time mark not above the
/// truth. Leap seconds may come half a year apart, each of `leapSecondsMax` at
/// most.
///
/// One task calls it. Nothing of it outlives a restart but the time mark, which
/// is the store's: hand it in with each call. Where the counter begins anew,
/// make a new arbiter; an old one sees only a counter below that of its last
/// call.
public struct ClockArbiter: ~Copyable {
  /// What it believes.
  public let policy: ClockPolicy
  var tracks = InlineArray<4, SourceTrack>(repeating: SourceTrack())
  /// The last interval that was believed.
  private var holdover: Holdover?
  /// The last operator's reading; witnesses narrow it and never overrule it.
  private var ground: Holdover?
  private var lastNow: UInt64 = 0

  /// Makes an arbiter that knows nothing yet.
  ///
  /// - Parameter policy: the mission's figures; nil is returned if one is out
  ///   of its range.
  public init?(policy: ClockPolicy) {
    guard policy.isPossible else { return nil }
    self.policy = policy
  }

  /// Arbitrates.
  ///
  /// - Parameters:
  ///   - readings: any values; what cannot be is told in the states.
  ///   - nowNanoseconds: the monotonic counter.
  ///   - timeMarkSeconds: the store's persisted time mark.
  /// - Returns: trusted time or none, and why.
  public mutating func arbitrate(
    _ readings: ClockReadings,
    nowNanoseconds: UInt64,
    timeMarkSeconds: UInt64
  ) -> ClockDecision {
    let now = nowNanoseconds
    let hasFallen = now < lastNow
    if hasFallen { forget() }
    lastNow = now
    let floor = floorNanoseconds(timeMarkSeconds)
    var testimony = hear(readings, now: now, floor: floor)
    if hasFallen { testimony.alarms.insert(.counterFell) }
    let witnesses = testimony.witnesses()
    let held = holdover?.interval(at: now, policy: policy)
    guard let agreement = Agreement(witnesses) else {
      return holdOver(held, testimony, now: now, floor: floor)
    }
    guard let held else {
      return fix(agreement, testimony, now: now, floor: floor)
    }
    guard let both = agreement.interval.intersection(held) else {
      return step(agreement, testimony, now: now, floor: floor)
    }
    return believe(both, agreement, testimony, now: now, floor: floor)
  }

  /// Takes an operator's reading: a quorum of its own, and how the ground
  /// confirms a step or a leap. One that is less certain than what is held over
  /// and does not contradict it, as an answer that was long on its way, only
  /// cuts that.
  ///
  /// - Parameters:
  ///   - reading: answered our nonce, and its signature has verified.
  ///   - nowNanoseconds: the monotonic counter.
  ///   - timeMarkSeconds: the store's persisted time mark.
  /// - Returns: what became of what was held over.
  /// - Throws: why it is not taken; nothing has changed.
  @discardableResult
  public mutating func confirm(
    _ reading: OperatorClockReading,
    nowNanoseconds: UInt64,
    timeMarkSeconds: UInt64
  ) throws(ClockConfirmationError) -> ClockConfirmation {
    let now = nowNanoseconds
    guard now >= lastNow, reading.drawnAtNanoseconds <= now else {
      throw .counterFell
    }
    let interval = try ClockInterval(reading, now: now, policy: policy)
    guard interval.raised(to: floorNanoseconds(timeMarkSeconds)) != nil else {
      throw .belowMark
    }
    lastNow = now
    for index in 0..<ClockSourceName.count { tracks[index].pardon() }
    ground = Holdover(interval: interval, takenAt: now)
    guard
      let held = holdover?.interval(at: now, policy: policy),
      held.widthNanoseconds <= interval.widthNanoseconds,
      let both = held.intersection(interval)
    else {
      holdover = ground
      return .replaced
    }
    holdover = Holdover(interval: both, takenAt: now)
    return .cut
  }

  /// No time below this is ever believed. A mark beyond the format's end lies
  /// above every time.
  private func floorNanoseconds(_ timeMarkSeconds: UInt64) -> Int64 {
    let floor = max(timeMarkSeconds, policy.earliestSeconds)
    return floor &>> 32 == 0 ? Nanoseconds.of(seconds: floor) : .max
  }

  /// The counter is all that ties one call to the next.
  private mutating func forget() {
    tracks = InlineArray(repeating: SourceTrack())
    holdover = nil
    ground = nil
  }

  /// What the ground last said, while that is an answer.
  private func groundInterval(_ now: UInt64) -> ClockInterval? {
    ground?.interval(at: now, policy: policy).flatMap {
      policy.isAnswer($0) ? $0 : nil
    }
  }

  /// Nobody agrees: the oscillator alone.
  private func holdOver(
    _ held: ClockInterval?, _ told: Testimony, now: UInt64, floor: Int64
  ) -> ClockDecision {
    var testimony = told
    let count = testimony.witnessCount
    if count > 1 { testimony.alarms.insert(.witnessesApart) }
    guard let held, policy.isAnswer(held) else {
      testimony.conclude(count > 1 ? .apart : .alone)
      return refuse(
        count == 0 ? .noWitness : count == 1 ? .oneWitness : .witnessesApart,
        testimony)
    }
    let isGround = groundInterval(now) != nil
    return rely(
      on: held, isGround ? .groundConfirmed : .heldOver, testimony,
      floor: floor)
  }

  /// Answers with an interval, cut at the mark.
  private func rely(
    on interval: ClockInterval, _ reason: ClockReason, _ told: Testimony,
    floor: Int64
  ) -> ClockDecision {
    var testimony = told
    guard let raised = interval.raised(to: floor) else {
      testimony.conclude(.unconfirmed)
      return refuse(.belowMark, testimony)
    }
    testimony.conclude(raised, state: .agreed)
    guard policy.isAnswer(interval) else {
      return refuse(.tooWide, testimony)
    }
    return ClockDecision(
      interval: raised,
      estimateNanoseconds: testimony.estimate(in: raised, policy: policy),
      reason: reason, states: testimony.states, alarms: testimony.alarms)
  }

  /// The first fix: nothing is held over.
  private mutating func fix(
    _ agreement: Agreement, _ told: Testimony, now: UInt64, floor: Int64
  ) -> ClockDecision {
    let leapMax = Nanoseconds.of(seconds: policy.firstFixJumpSecondsMax)
    guard
      agreement.interval.loNanoseconds <= floor
        || agreement.interval.loNanoseconds - floor <= leapMax
    else {
      var testimony = told
      testimony.alarms.insert(.leap)
      testimony.conclude(agreement.interval, state: .unconfirmed)
      return refuse(.leapUnconfirmed, testimony)
    }
    return believe(
      agreement.interval, agreement, told, now: now, floor: floor)
  }

  /// The witnesses contradict the held-over time. The word of the ground stands
  /// above both; without it nobody is believed (E-55).
  private mutating func step(
    _ agreement: Agreement, _ told: Testimony, now: UInt64, floor: Int64
  ) -> ClockDecision {
    var testimony = told
    testimony.alarms.insert(.step)
    guard let ground = groundInterval(now) else {
      testimony.conclude(agreement.interval, state: .unconfirmed)
      return refuse(.stepUnconfirmed, testimony)
    }
    guard let both = agreement.interval.intersection(ground) else {
      return rely(on: ground, .groundConfirmed, testimony, floor: floor)
    }
    return believe(both, agreement, testimony, now: now, floor: floor)
  }

  /// Believes an interval and holds it over from now on; not cut at the mark,
  /// as that would leave no room for a leap second.
  private mutating func believe(
    _ interval: ClockInterval, _ agreement: Agreement, _ told: Testimony,
    now: UInt64, floor: Int64
  ) -> ClockDecision {
    if interval.raised(to: floor) != nil {
      holdover = Holdover(interval: interval, takenAt: now)
    }
    return rely(
      on: interval, agreement.witnessCount == 3 ? .threeAgree : .twoAgree,
      told, floor: floor)
  }

  private func refuse(
    _ reason: ClockReason, _ testimony: Testimony
  ) -> ClockDecision {
    ClockDecision(
      interval: nil, estimateNanoseconds: nil, reason: reason,
      states: testimony.states, alarms: testimony.alarms)
  }
}
