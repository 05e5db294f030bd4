// SPDX-License-Identifier: Apache-2.0

import ScrapClock

/// Holds each answer against the truth and against the answer before it, by
/// plain sums of its own.
struct Judge {
  private struct Stand {
    var interval: TrialInterval
    var counter: UInt64
  }

  let policy: ClockPolicy
  /// Only that the truth is held: all that one may ask of another rule.
  let asksTruthOnly: Bool
  private(set) var violation: TrialViolation?
  /// Whether one witness at most lied at each step since the last start or
  /// operator's reading.
  private(set) var isMajorityHonest = true
  /// The last trusted interval.
  private var stand: Stand?
  /// The last operator's reading.
  private var ground: Stand?
  /// Answers since the ground was heard: each rounds drift up, so that what
  /// is held over step by step is so many nanoseconds wider than the ground's.
  private var roundingCount: Int64 = 0
  /// The same, since the last trusted interval; what is held over beside the
  /// ground's word has come a longer way.
  private var silentCount: Int64 = 0

  init(policy: ClockPolicy, asksTruthOnly: Bool) {
    self.policy = policy
    self.asksTruthOnly = asksTruthOnly
  }

  private var widthMax: Int64 { Int64(policy.widthSecondsMax) * second }

  /// The arbiter has forgotten everything.
  mutating func restart() {
    isMajorityHonest = true
    stand = nil
    ground = nil
  }

  /// So many witnesses lie at this step; the mark stands there.
  mutating func hear(liarCount: Int, _ time: TrueTime, markSeconds: UInt64) {
    // A mark that liars raised cuts the truth off, and what is held over.
    let isMarkRight = Int64(markSeconds) * second <= time.unix
    if liarCount > 1 || !isMarkRight { isMajorityHonest = false }
  }

  /// An operator's reading was taken: what it says now, and whether it took the
  /// place of what was held over.
  mutating func confirmed(
    _ interval: TrialInterval, isReplaced: Bool, now: UInt64
  ) {
    ground = Stand(interval: interval, counter: now)
    roundingCount = 0
    guard isReplaced else {
      silentCount += 1
      return
    }
    isMajorityHonest = true
    stand = ground
    silentCount = 0
  }

  /// Judges an answer.
  mutating func judge(
    _ answer: TrialAnswer, _ time: TrueTime, markSeconds: UInt64,
    mustBeTrusted: Bool
  ) {
    let now = time.counter
    roundingCount += 1
    silentCount += 1
    guard let interval = answer.interval else {
      if mustBeTrusted { fail(.available, "no time", time, nil) }
      return
    }
    let isHeld = interval.lo <= time.unix && time.unix <= interval.hi
    if !isHeld, isMajorityHonest {
      fail(.truth, "misses the truth", time, interval)
    }
    let mark = Int64(markSeconds) * second
    if interval.lo < mark {
      fail(.mark, "below the mark \(markSeconds)", time, interval)
    }
    if interval.hi - interval.lo > widthMax {
      fail(.width, "too wide", time, interval)
    }
    // A mark cuts the answer, not what is held over.
    let isCut = interval.lo == mark
    var next = interval
    let most = stand.map { moved($0, to: now).wider(by: silentCount) }
    if let most, most.holds(interval) {
      if isCut { next.lo = most.lo }
    } else {
      if let most, !isGroundRight(interval, now) {
        fail(
          .drag, "leaves \(most.lo - time.unix) to \(most.hi - time.unix)",
          time, interval)
      }
      if isCut { next.lo = interval.hi - widthMax }
    }
    stand = Stand(interval: next, counter: now)
    silentCount = answer.isGround ? roundingCount : 0
  }

  /// Whether the ground allows an answer that leaves what was held over.
  private func isGroundRight(
    _ interval: TrialInterval, _ now: UInt64
  ) -> Bool {
    guard let ground else { return false }
    let allowed = moved(ground, to: now)
    return allowed.hi - allowed.lo <= widthMax
      && allowed.wider(by: roundingCount).holds(interval)
  }

  private func moved(_ stand: Stand, to now: UInt64) -> TrialInterval {
    let elapsed = now - stand.counter
    // A leap second may take room that half a year must bring back.
    let most = elapsed.multipliedFullWidth(
      by: UInt64(policy.oscillatorPartsPerBillion)
        + 65 * UInt64(policy.leapSecondsMax))
    let (whole, rest) = UInt64(second).dividingFullWidth(most)
    let drift = Int64(rest == 0 ? whole : whole + 1)
    return TrialInterval(
      lo: stand.interval.lo + Int64(elapsed) - drift,
      hi: stand.interval.hi + Int64(elapsed) + drift)
  }

  /// A rule is broken; the first time counts.
  mutating func fail(
    _ rule: TrialViolation.Rule, _ what: String, _ time: TrueTime,
    _ interval: TrialInterval?
  ) {
    guard violation == nil, rule == .truth || !asksTruthOnly else { return }
    let place = interval.map {
      ", [\($0.lo - time.unix), \($0.hi - time.unix)] ns from the truth"
    }
    violation = TrialViolation(
      rule: rule,
      text: "\(what) at counter \(time.counter), true time \(time.unix)"
        + (place ?? ""))
  }
}
