// SPDX-License-Identifier: Apache-2.0

/// What up to three witnesses agree on, each right or wrong in its interval.
///
/// Of three, every instant that at least two of them allow is kept, and what
/// lies between: right as long as one is wrong at most (Marzullo). Of two that
/// overlap, all that either allows: right as long as one of them is. An
/// intersection would be narrower, and led by the narrowest liar.
struct Agreement {
  let interval: ClockInterval
  /// Witnesses that overlap the result, 2 or 3.
  let witnessCount: Int

  /// Asks the witnesses.
  ///
  /// - Returns: nil if no two of them overlap.
  init?(_ witnesses: InlineArray<3, ClockInterval?>) {
    var count = 0
    var common: ClockInterval? = nil
    var either: ClockInterval? = nil
    for first in 0..<3 {
      guard let a = witnesses[first] else { continue }
      count += 1
      for second in first + 1..<3 {
        guard let b = witnesses[second], let both = a.intersection(b) else {
          continue
        }
        common = common?.hull(both) ?? both
        either = a.hull(b)
      }
    }
    guard let common, let either else { return nil }
    interval = count == 2 ? either : common
    var agreed = 0
    for index in 0..<3 {
      if let witness = witnesses[index], witness.overlaps(interval) {
        agreed += 1
      }
    }
    witnessCount = agreed
  }
}
