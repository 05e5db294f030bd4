// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier

/// The time of a life, and what the satellite is told of it.
struct LifeClock {
  /// What the satellite's clock does.
  enum Condition: Equatable {
    /// The interval holds the true time, so many seconds on either side.
    case sound(before: UInt64, after: UInt64)
    /// No trusted time.
    case none
    /// Wrong by so much, with an interval of five seconds.
    case shifted(by: Int64)
    /// Seconds since the clock began again in 1970.
    case reset(atSeconds: UInt64)
    /// Wrong by one second in `period`, slow or fast.
    case drifting(period: Int64, sinceSeconds: UInt64)
  }

  private(set) var trueSeconds: UInt64
  /// What the clock shows, or, under an arbiter, its suspect sources.
  var condition: Condition = .sound(before: 1, after: 1)
  /// Where the satellite judges by itself what time it is.
  let arbiter: LifeArbiter?

  init(trueSeconds: UInt64, arbiter: LifeArbiter? = nil) {
    self.trueSeconds = trueSeconds
    self.arbiter = arbiter
  }

  mutating func advance(bySeconds seconds: UInt64) { trueSeconds += seconds }

  /// What the satellite is told.
  var shown: TrustedTime? {
    guard let arbiter else { return interval(under: condition) }
    return arbiter.decision?.trustedTime
  }

  /// What a clock in some condition shows.
  func interval(under condition: Condition) -> TrustedTime? {
    switch condition {
    case .sound(let before, let after):
      return TrustedTime(
        loSeconds: trueSeconds - before, hiSeconds: trueSeconds + after)
    case .none: return nil
    case .shifted(let seconds): return interval(shiftedBy: seconds)
    case .reset(let start):
      return TrustedTime(
        loSeconds: trueSeconds - start, hiSeconds: trueSeconds - start + 1)
    case .drifting(let period, let start):
      return interval(shiftedBy: Int64(trueSeconds - start) / period)
    }
  }

  private func interval(shiftedBy seconds: Int64) -> TrustedTime? {
    let middle = UInt64(max(5, Int64(trueSeconds) + seconds))
    return TrustedTime(loSeconds: middle - 2, hiSeconds: middle + 3)
  }

  /// Whether the satellite is told the truth.
  var isTruthful: Bool {
    guard let shown else { return false }
    return shown.loSeconds <= trueSeconds && trueSeconds <= shown.hiSeconds
  }

  /// Whether the satellite must know the truth, or that it does not know it:
  /// of three sources one lies at most.
  var mustBeTruthful: Bool { arbiter.map { !$0.doAllLie } ?? false }
}
