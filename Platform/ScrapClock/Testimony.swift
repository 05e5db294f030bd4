// SPDX-License-Identifier: Apache-2.0

/// What the sources of one arbitration came to: states, and the intervals of
/// those that may be witnesses.
struct Testimony {
  var states = InlineArray<4, ClockSourceState>(repeating: .absent)
  var intervals = InlineArray<4, ClockInterval?>(repeating: nil)
  var alarms = ClockAlarms.none

  /// Witnesses, both receivers counted once.
  var witnessCount: Int {
    (intervals[0] ?? intervals[1] == nil ? 0 : 1)
      + (intervals[2] == nil ? 0 : 1) + (intervals[3] == nil ? 0 : 1)
  }

  /// The witnesses: both receivers together, ntp, rtc. Receivers that overlap
  /// stand for all that either allows.
  mutating func witnesses() -> InlineArray<3, ClockInterval?> {
    var receivers = intervals[0] ?? intervals[1]
    if let first = intervals[0], let second = intervals[1] {
      receivers = first.overlaps(second) ? first.hull(second) : nil
    }
    if receivers == nil, intervals[0] != nil {
      for index in 0..<2 {
        states[index] = .receiversApart
        intervals[index] = nil
      }
      alarms.insert(.receiversApart)
    }
    return [receivers, intervals[2], intervals[3]]
  }

  /// Tells every witness what became of it: `state` if it overlaps the result,
  /// else `outvoted`.
  mutating func conclude(
    _ result: ClockInterval, state: ClockSourceState
  ) {
    for index in 0..<ClockSourceName.count {
      guard let interval = intervals[index] else { continue }
      let isIn = interval.overlaps(result)
      states[index] = isIn ? state : .outvoted
      if !isIn { alarms.insert(.sourceOutvoted) }
    }
  }

  /// Tells every witness the same.
  mutating func conclude(_ state: ClockSourceState) {
    for index in 0..<ClockSourceName.count where intervals[index] != nil {
      states[index] = state
    }
  }

  /// The likeliest instant of a result: the weighted mean of the witnesses that
  /// overlap it, within it; its middle if there are none (E-53).
  func estimate(in result: ClockInterval, policy: ClockPolicy) -> Int64 {
    var sum: Int64 = 0
    var weights: Int64 = 0
    for index in 0..<ClockSourceName.count {
      guard let interval = intervals[index], interval.overlaps(result) else {
        continue
      }
      let weight = policy.weight(ClockSourceName(index: index))
      let center = interval.loNanoseconds + interval.widthNanoseconds / 2
      // Hours at most: far from the end of 64 bits.
      sum += (center - result.loNanoseconds) &* weight
      weights += weight
    }
    let offset = weights > 0 ? sum / weights : result.widthNanoseconds / 2
    return result.loNanoseconds + min(max(offset, 0), result.widthNanoseconds)
  }
}
