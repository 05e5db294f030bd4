// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Accepted tasks by (issuer, subject), for constraint_rate (E-91): a ring in
/// the caller's memory, 12 bytes an event.
///
/// Missing room never lets a task through and never harms a token without a
/// limit: what is forgotten moves the horizon, and a limit whose window reaches
/// behind the horizon is refused.
struct RateLedger: ~Copyable {
  /// The longest period that can be judged, 7 days; longer ones are refused.
  static let periodSecondsMax: UInt32 = 604_800

  private let keys: Table<UInt64>
  private let times: Table<UInt32>
  private var next = 0
  /// Events in the ring.
  private(set) var count = 0
  /// No forgotten event is later than this; 0 if nothing was forgotten.
  private(set) var horizonSeconds: UInt64 = 0

  init(
    in memory: UnsafeMutableRawBufferPointer, atByteOffset start: Int,
    capacity: UInt32
  ) {
    unsafe keys = Table(
      in: memory, atByteOffset: start, count: Int(capacity), filledWith: 0)
    unsafe times = Table(
      in: memory, atByteOffset: start + Int(capacity) * 8,
      count: Int(capacity), filledWith: 0)
  }

  static func byteCount(capacity: UInt32) -> Int { Int(capacity) * 12 }

  var capacity: Int { keys.count }

  mutating func removeAll() {
    keys.fill(with: 0)
    times.fill(with: 0)
    next = 0
    count = 0
    horizonSeconds = 0
  }

  /// Says that nothing is known about events up to `seconds`.
  mutating func raiseHorizon(to seconds: UInt64) {
    horizonSeconds = max(horizonSeconds, seconds)
  }

  /// Counts a task; `hiSeconds` is the upper bound of its time. In a full ring
  /// the oldest event is forgotten.
  mutating func record(_ key: LedgerKey, hiSeconds: UInt32) {
    guard key != .none else { return }
    guard capacity > 0 else {
      raiseHorizon(to: UInt64(max(hiSeconds, 1)))
      return
    }
    if count == capacity {
      raiseHorizon(to: UInt64(max(times[next], 1)))
    } else {
      count += 1
    }
    keys[next] = key.value
    times[next] = hiSeconds
    next = next + 1 == capacity ? 0 : next + 1
  }

  /// Whether one more task under `key` keeps the limit, with the lower bound
  /// of trusted time at `loSeconds`. Looks at each event once.
  func allows(
    _ limit: RateLimit, under key: LedgerKey, loSeconds: UInt64
  ) -> Bool {
    let period = UInt64(limit.periodSeconds)
    guard
      key != .none, limit.count > 0, limit.periodSeconds > 0,
      limit.periodSeconds <= Self.periodSecondsMax
    else { return false }
    // The horizon comes from the medium and may be any number.
    if horizonSeconds > 0,
      loSeconds < period || horizonSeconds > loSeconds - period
    {
      return false
    }
    var found: UInt32 = 0
    for event in 0..<count where keys[event] == key.value {
      guard UInt64(times[event]) + period > loSeconds else { continue }
      found += 1
      if found >= limit.count { return false }
    }
    return true
  }
}
