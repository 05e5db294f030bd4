// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import SimulatedNVM

/// A source of time that knows the true time, and says what it is told to.
struct SimulatedClock {
  let name: ClockSourceName
  /// What it does.
  var fault = ScenarioStep.ClockFault.good
  private let errorNanoseconds: Int64
  private var chance: SeededChance

  init(_ model: ScenarioTarget.Clock, seed: UInt64) {
    name = model.source
    errorNanoseconds = Int64(model.errorMilliseconds) * 1_000_000
    chance = SeededChance(seed: seed)
  }

  /// What it says. A good reading is off by half its bound at most.
  ///
  /// - Parameters:
  ///   - trueNanoseconds: the true time, Unix nanoseconds.
  ///   - counterNanoseconds: the target's counter at this moment.
  /// - Returns: the reading.
  mutating func read(
    trueNanoseconds: Int64, counterNanoseconds: UInt64
  ) -> ClockReading {
    let noise = Int64(chance.below(Int(errorNanoseconds) + 1))
    var told = trueNanoseconds + noise - errorNanoseconds / 2
    switch fault {
    case .good: break
    case .lost:
      return ClockReading(
        without: .noFix, takenAtNanoseconds: counterNanoseconds)
    case .offset(let seconds): told += Int64(seconds) * 1_000_000_000
    }
    // Seconds round down, so that the fraction is never negative.
    let fraction = (told % 1_000_000_000 + 1_000_000_000) % 1_000_000_000
    return ClockReading(
      unixSeconds: (told - fraction) / 1_000_000_000,
      nanoseconds: UInt32(fraction), errorNanoseconds: errorNanoseconds,
      takenAtNanoseconds: counterNanoseconds)
  }
}
