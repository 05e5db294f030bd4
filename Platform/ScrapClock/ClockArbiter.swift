// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapVerifier

/// Decides what time it is, from sources none of which is trusted (E-51 to
/// E-58).
///
/// Two witnesses must agree; one alone moves nothing. What they agree on is cut
/// with the time held over on the monotonic counter, so that nobody drags it
/// faster than the oscillator's bound and leap seconds allow. Where the two exclude each other there
/// is no trusted time, until the ground confirms, or three witnesses hold
/// together for `settleSeconds`. The result never lies below the persisted time
/// mark.
///
/// While one witness lies at most, at every call since the last start or
/// operator's reading, the result holds the true time: the counter within its
/// bound, and the time mark not above the truth. Leap seconds may come half a
/// year apart, each of `leapSecondsMax` at most.
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
  /// Since when three witnesses contradict the held-over time.
  private var stepSince: UInt64?
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
    if held == nil { holdover = nil }
    guard let agreement = Agreement(witnesses) else {
      stepSince = nil
      return holdOver(held, testimony, now: now, floor: floor)
    }
    guard let held else {
      return fix(agreement, testimony, now: now, floor: floor)
    }
    guard let both = agreement.interval.intersection(held) else {
      return step(agreement, testimony, now: now, floor: floor)
    }
    stepSince = nil
    return believe(both, agreement, testimony, now: now, floor: floor)
  }

  /// Takes an operator's reading: a quorum of its own, and how the ground
  /// confirms a step or a leap.
  ///
  /// - Parameters:
  ///   - reading: answered our nonce, and its signature has verified.
  ///   - nowNanoseconds: the monotonic counter.
  ///   - timeMarkSeconds: the store's persisted time mark.
  /// - Throws: why it is not taken; nothing has changed.
  public mutating func confirm(
    _ reading: OperatorClockReading,
    nowNanoseconds: UInt64,
    timeMarkSeconds: UInt64
  ) throws(ClockConfirmationError) {
    let now = nowNanoseconds
    guard now >= lastNow, reading.drawnAtNanoseconds <= now else {
      throw .counterFell
    }
    let interval = try ClockInterval(reading, now: now, policy: policy)
    guard interval.raised(to: floorNanoseconds(timeMarkSeconds)) != nil else {
      throw .belowMark
    }
    lastNow = now
    stepSince = nil
    holdover = Holdover(interval: interval, takenAt: now)
    ground = holdover
    for index in 0..<ClockSourceName.count { tracks[index].pardon() }
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
    stepSince = nil
  }

  /// What the ground last said, if it still says anything.
  private func groundInterval(_ now: UInt64) -> ClockInterval? {
    ground?.interval(at: now, policy: policy)
  }

  /// Nobody agrees: the oscillator alone.
  private func holdOver(
    _ held: ClockInterval?, _ told: Testimony, now: UInt64, floor: Int64
  ) -> ClockDecision {
    var testimony = told
    let count = testimony.witnessCount
    if count > 1 { testimony.alarms.insert(.witnessesApart) }
    guard let held else {
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

  /// Takes an interval that no agreement of now stands for.
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
    return answer(raised, reason, testimony)
  }

  /// The first fix: nothing is held over.
  private mutating func fix(
    _ agreement: Agreement, _ told: Testimony, now: UInt64, floor: Int64
  ) -> ClockDecision {
    stepSince = nil
    let leapMax = Nanoseconds.of(seconds: policy.firstFixLeapSecondsMax)
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
  /// above both; without it, three witnesses may be right, after a while.
  private mutating func step(
    _ agreement: Agreement, _ told: Testimony, now: UInt64, floor: Int64
  ) -> ClockDecision {
    var testimony = told
    testimony.alarms.insert(.step)
    if let ground = groundInterval(now) {
      stepSince = nil
      guard let both = agreement.interval.intersection(ground) else {
        return rely(on: ground, .groundConfirmed, testimony, floor: floor)
      }
      return believe(both, agreement, testimony, now: now, floor: floor)
    }
    if agreement.witnessCount < 3 {
      stepSince = nil
    } else if let since = stepSince {
      let settle = UInt64(policy.settleSeconds) &* Nanoseconds.perSecond
      if now &- since >= settle {
        return fix(agreement, testimony, now: now, floor: floor)
      }
    } else {
      stepSince = now
    }
    testimony.conclude(agreement.interval, state: .unconfirmed)
    return refuse(.stepUnconfirmed, testimony)
  }

  /// Believes an interval and holds it over from now on; not cut at the mark,
  /// as that would leave no room for a leap second.
  private mutating func believe(
    _ interval: ClockInterval, _ agreement: Agreement, _ told: Testimony,
    now: UInt64, floor: Int64
  ) -> ClockDecision {
    var testimony = told
    guard let raised = interval.raised(to: floor) else {
      testimony.conclude(.unconfirmed)
      return refuse(.belowMark, testimony)
    }
    testimony.conclude(raised, state: .agreed)
    let widthMax = Nanoseconds.of(seconds: UInt64(policy.widthSecondsMax))
    guard interval.widthNanoseconds <= widthMax else {
      return refuse(.tooWide, testimony)
    }
    holdover = Holdover(interval: interval, takenAt: now)
    return answer(
      raised, agreement.witnessCount == 3 ? .threeAgree : .twoAgree, testimony)
  }

  private func answer(
    _ interval: ClockInterval, _ reason: ClockReason, _ testimony: Testimony
  ) -> ClockDecision {
    ClockDecision(
      interval: interval,
      estimateNanoseconds: testimony.estimate(in: interval, policy: policy),
      reason: reason, states: testimony.states, alarms: testimony.alarms)
  }

  private func refuse(
    _ reason: ClockReason, _ testimony: Testimony
  ) -> ClockDecision {
    ClockDecision(
      interval: nil, estimateNanoseconds: nil, reason: reason,
      states: testimony.states, alarms: testimony.alarms)
  }
}
