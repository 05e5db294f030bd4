// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What a source has told so far, held against the monotonic counter: it may
/// move no faster than the oscillator and both error bounds allow.
struct SourceTrack: Sendable, BitwiseCopyable {
  /// A reading as it was when it was taken.
  struct Point: Sendable, BitwiseCopyable {
    let center: Int64
    let error: Int64
    let takenAt: UInt64
  }

  enum Finding { case steady, takenBack, leaping, drifting }

  /// The newest reading.
  private var newest: Point?
  /// A reading of up to a day ago, against which a slow drag shows.
  private var anchor: Point?
  /// Why the source is out, and until when on the counter.
  private var suspicion: (finding: Finding, until: UInt64)?

  /// How old the anchor may become.
  private static var anchorAgeMax: UInt64 { 86_400 &* Nanoseconds.perSecond }

  /// Takes a reading in.
  mutating func judge(
    _ point: Point, now: UInt64, policy: ClockPolicy
  ) -> Finding {
    if let newest, point.takenAt < newest.takenAt { return .takenBack }
    let found = compare(point, policy)
    newest = point
    let isAnchorOld =
      anchor.map { point.takenAt &- $0.takenAt > Self.anchorAgeMax } ?? true
    if found != .steady || isAnchorOld { anchor = point }
    if found != .steady {
      let settle = UInt64(policy.settleSeconds) &* Nanoseconds.perSecond
      suspicion = (found, now > UInt64.max - settle ? now : now + settle)
    }
    guard let suspicion else { return .steady }
    if now < suspicion.until { return suspicion.finding }
    self.suspicion = nil
    return .steady
  }

  /// The ground vouches for the time: what was suspected may be the truth.
  mutating func pardon() { suspicion = nil }

  private func compare(_ point: Point, _ policy: ClockPolicy) -> Finding {
    let rate = policy.oscillatorPartsPerBillion
    if let newest, !Self.areConsistent(newest, point, rate) { return .leaping }
    if let anchor, !Self.areConsistent(anchor, point, rate) { return .drifting }
    return .steady
  }

  /// Whether one true time can lie behind both, `b` not taken before `a`.
  private static func areConsistent(
    _ a: Point, _ b: Point, _ rate: UInt32
  ) -> Bool {
    let elapsed = b.takenAt &- a.takenAt
    guard elapsed <= Nanoseconds.max else { return false }
    let moved = b.center - a.center
    let allowed =
      a.error + b.error
      + Nanoseconds.drift(over: elapsed, partsPerBillion: rate)
    return (moved - Int64(bitPattern: elapsed)).magnitude
      <= allowed.magnitude
  }
}
