// SPDX-License-Identifier: Apache-2.0

import ScrapClock

/// How far a real-time clock may be wrong, beside the second that it shows.
public enum RTCBound: Equatable, Sendable, BitwiseCopyable {
  /// Nobody knows when it was set: always the same, nanoseconds. It holds only
  /// while somebody sets the clock often enough: it must cover what was wrong
  /// then and what drifted since.
  case constant(nanoseconds: Int64)
  /// It was set when it showed `setAtUnixSeconds`, wrong by at most
  /// `nanoseconds`, and drifts since.
  case sinceSet(
    atUnixSeconds: Int64, nanoseconds: Int64, driftPartsPerBillion: UInt32)

  /// 10 s: 5.8 days of a crystal that drifts by 20 parts in a million.
  public static let usual = RTCBound.constant(nanoseconds: 10_000_000_000)

  /// A plain crystal over temperature and age that was set to the second.
  public static func sinceSet(atUnixSeconds seconds: Int64) -> RTCBound {
    .sinceSet(
      atUnixSeconds: seconds, nanoseconds: Int64(Nanoseconds.perSecond),
      driftPartsPerBillion: ClockPolicy.xoPartsPerBillion)
  }

  /// Whether the nanoseconds are not negative and below 100 years, the second
  /// is not before 1970, and the drift at most 1,000,000 parts per billion.
  public var isPossible: Bool {
    switch self {
    case .constant(let nanoseconds): return nanoseconds.isPossibleBound
    case .sinceSet(let seconds, let nanoseconds, let drift):
      return seconds >= 0 && nanoseconds.isPossibleBound
        && drift <= 1_000_000
    }
  }

  /// The bound of a clock that shows this; nil if it shows a time before it was
  /// set, for then it has lost it.
  func nanoseconds(showing unixSeconds: Int64) -> Int64? {
    switch self {
    case .constant(let nanoseconds): return nanoseconds
    case .sinceSet(let setAt, let nanoseconds, let drift):
      guard unixSeconds >= setAt else { return nil }
      // Parts per billion of a second are nanoseconds. A century is enough.
      let age = min(unixSeconds - setAt, 3_155_760_000)
      return nanoseconds + age * Int64(drift)
    }
  }
}
