// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Accepted tasks by (issuer, subject), for constraint_rate (E-91): a ring in
/// the caller's memory, five events in a checked line of 64 bytes.
///
/// Missing room never lets a task through and never harms a token without a
/// limit: what is forgotten moves the horizon, and a limit whose window reaches
/// behind the horizon is refused.
struct RateLedger: ~Copyable {
  /// The longest period that can be judged, 7 days; longer ones are refused.
  static let periodSecondsMax: UInt32 = 604_800
  /// An event is three words: its key, high half first, and its time.
  private static let wordsPerEvent = 3
  static let eventsPerLine = CheckedLines.wordCount / wordsPerEvent

  /// Everything but the ring; kept by the store.
  private(set) var state: LedgerState
  let lines: CheckedLines
  let capacity: Int

  /// - Precondition: `state.count` is not above `capacity`, `state.next` below
  ///   it or 0.
  init(
    in memory: UnsafeMutableRawBufferPointer, atByteOffset start: Int,
    capacity: UInt32, state: LedgerState
  ) {
    self.state = state
    self.capacity = Int(capacity)
    unsafe lines = CheckedLines(
      in: memory, atByteOffset: start,
      count: Self.lineCount(capacity: capacity))
  }

  static func byteCount(capacity: UInt32) -> Int {
    lineCount(capacity: capacity) * CheckedLines.byteCount
  }

  private static func lineCount(capacity: UInt32) -> Int {
    (Int(capacity) + eventsPerLine - 1) / eventsPerLine
  }

  mutating func removeAll() {
    lines.removeAll()
    state = LedgerState()
  }

  /// Says that nothing is known about events up to `seconds`.
  mutating func raiseHorizon(to seconds: UInt64) {
    state.horizonSeconds = max(state.horizonSeconds, seconds)
  }

  /// Counts a task; `hiSeconds` is the upper bound of its time. In a full ring
  /// the oldest event is forgotten.
  mutating func record(
    _ key: LedgerKey, hiSeconds: UInt32
  ) throws(MemoryDamage) {
    guard key != .none else { return }
    if capacity > 0, !lines.isWhole(Int(state.next) / Self.eventsPerLine) {
      throw MemoryDamage()
    }
    recover(key, hiSeconds: hiSeconds)
  }

  /// The same during a recovery, at whose end every line is checked.
  mutating func recover(_ key: LedgerKey, hiSeconds: UInt32) {
    guard key != .none else { return }
    guard capacity > 0 else {
      raiseHorizon(to: UInt64(max(hiSeconds, 1)))
      return
    }
    let line = Int(state.next) / Self.eventsPerLine
    let first = Int(state.next) % Self.eventsPerLine * Self.wordsPerEvent
    if Int(state.count) == capacity {
      raiseHorizon(to: UInt64(max(lines[line, first + 2], 1)))
    } else {
      state.count += 1
    }
    lines.set(
      UInt32(truncatingIfNeeded: key.value &>> 32),
      UInt32(truncatingIfNeeded: key.value), hiSeconds, inLine: line,
      at: first)
    state.next = Int(state.next) + 1 == capacity ? 0 : state.next + 1
  }

  /// Whether every line is whole.
  var isWhole: Bool {
    for line in 0..<lines.count where !lines.isWhole(line) { return false }
    return true
  }

  /// Whether one more task under `key` keeps the limit, with the lower bound
  /// of trusted time at `loSeconds`. Looks at each event once, and checks it.
  func allows(
    _ limit: RateLimit, under key: LedgerKey, loSeconds: UInt64
  ) throws(MemoryDamage) -> Bool {
    let period = UInt64(limit.periodSeconds)
    guard
      key != .none, limit.count > 0, limit.periodSeconds > 0,
      limit.periodSeconds <= Self.periodSecondsMax
    else { return false }
    // The horizon comes from the medium and may be any number.
    if state.horizonSeconds > 0,
      loSeconds < period || state.horizonSeconds > loSeconds - period
    {
      return false
    }
    let high = UInt32(truncatingIfNeeded: key.value &>> 32)
    let low = UInt32(truncatingIfNeeded: key.value)
    var found: UInt32 = 0
    var event = 0
    while event < Int(state.count) {
      let line = event / Self.eventsPerLine
      guard lines.isWhole(line) else { throw MemoryDamage() }
      let count = min(Self.eventsPerLine, Int(state.count) - event)
      for place in 0..<count {
        let first = place * Self.wordsPerEvent
        guard lines[line, first] == high, lines[line, first + 1] == low,
          UInt64(lines[line, first + 2]) + period > loSeconds
        else { continue }
        found += 1
      }
      event += count
    }
    return found < limit.count
  }
}
