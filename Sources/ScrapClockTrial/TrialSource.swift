// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import SimulatedNVM

/// A source of a mission, with what is wrong with it.
struct TrialSource {
  /// What may be wrong.
  enum Fault {
    // Honest.
    case none, lost, unhealthy, stale, repeated
    // Lies; forged is an old reading with a new date.
    case plot, least, narrow, forged, garbage, reset
  }

  /// A reading, and whether the true time lies outside of its bound.
  struct Telling {
    let reading: ClockReading
    let isLie: Bool
  }

  let name: ClockSourceName
  /// What is wrong.
  var fault = Fault.none
  /// The bound that it states.
  var errorNanoseconds: Int64 = second
  /// When, on the counter, the oldest reading may have been taken.
  var ageMaxNanoseconds: UInt64
  /// Its last honest reading of this life.
  private var last: Telling?
  /// Until when, on the counter, it may be held for a liar; 0 if it is not.
  private(set) var doubtUntil: UInt64 = 0

  init(name: ClockSourceName, ageMaxNanoseconds: UInt64) {
    self.name = name
    self.ageMaxNanoseconds = ageMaxNanoseconds
  }

  /// Whether this is a good and honest reading of a source that did not lie
  /// lately.
  func isBeyondDoubt(_ telling: Telling, now: UInt64) -> Bool {
    fault == .none && !telling.isLie && now >= doubtUntil
  }

  /// The counter began anew.
  mutating func restart() {
    last = nil
    doubtUntil = 0
  }

  /// What it says now.
  mutating func tell(
    _ time: TrueTime, _ chance: inout SeededChance, off: Int64,
    settleNanoseconds: UInt64
  ) -> Telling {
    let telling = say(time, &chance, off)
    if telling.isLie {
      doubtUntil = .max
    } else if doubtUntil == .max, fault == .none {
      // The first honest reading may be taken for a leap; and for a day a lie
      // may be what honest readings are held against.
      doubtUntil =
        time.counter + 2 * UInt64(dayNanoseconds) + settleNanoseconds
    }
    if telling.reading.health == .good, !telling.isLie { last = telling }
    return telling
  }

  private func say(
    _ time: TrueTime, _ chance: inout SeededChance, _ off: Int64
  ) -> Telling {
    switch fault {
    case .none: return honest(time, &chance)
    case .lost: return Telling(reading: .absent, isLie: false)
    case .unhealthy:
      let health: ClockHealth =
        [.noFix, .noLeapSeconds, .faulty][chance.below(3)]
      return Telling(
        reading: ClockReading(
          without: health, takenAtNanoseconds: chance.next()), isLie: false)
    case .stale:
      let oldest = time.counter - time.startCounter
      guard oldest > ageMaxNanoseconds else {
        return last ?? Telling(reading: .absent, isLie: false)
      }
      let age = ageMaxNanoseconds + 1
      return telling(time, age: age, off: 0)
    case .repeated: return last ?? honest(time, &chance)
    case .plot:
      let sway = Int64(chance.below(1_000_000_000)) - second / 2
      return telling(time, age: 0, off: off + sway / 1_000)
    case .least:
      let least = errorNanoseconds + 1
      return telling(time, age: 0, off: chance.oneIn(2) ? least : -least)
    case .narrow:
      let near = Int64(chance.below(4_000_000_000)) - 2 * second
      return telling(time, age: 0, off: near, error: 1)
    case .forged: return forged(time)
    case .garbage: return garbage(time, &chance)
    case .reset:
      let off = chance.oneIn(2) ? 0 : Int64(chance.below(86_400 * 20_000))
      return telling(time, age: 0, off: off * second - time.unix)
    }
  }

  /// Within the bound, often exactly at it; often just taken, or as old as may
  /// be.
  private func honest(
    _ time: TrueTime, _ chance: inout SeededChance
  ) -> Telling {
    let draw = chance.next()
    let oldest = min(ageMaxNanoseconds, time.counter - time.startCounter)
    let age: UInt64 =
      switch draw & 3 {
      case 0: 0
      case 1: oldest
      default: chance.next().multipliedFullWidth(by: oldest + 1).high
      }
    let error = errorNanoseconds
    let off: Int64 =
      switch draw &>> 2 & 3 {
      case 0: error
      case 1: -error
      default:
        Int64(
          chance.next().multipliedFullWidth(by: UInt64(2 * error + 1)).high)
          - error
      }
    return telling(time, age: age, off: off)
  }

  private func telling(
    _ time: TrueTime, age: UInt64, off: Int64, error: Int64? = nil
  ) -> Telling {
    let error = error ?? errorNanoseconds
    let takenAt = time.counter - age
    let (center, isOver) = time.at(takenAt).addingReportingOverflow(off)
    let clamped = isOver ? (off > 0 ? Int64.max : .min) : center
    let (seconds, rest) = clamped.quotientAndRemainder(dividingBy: second)
    let isBefore = rest < 0
    return Telling(
      reading: ClockReading(
        unixSeconds: isBefore ? seconds - 1 : seconds,
        nanoseconds: UInt32(isBefore ? rest + second : rest),
        errorNanoseconds: error, takenAtNanoseconds: takenAt),
      isLie: isOver || off.magnitude > error.magnitude)
  }

  private func forged(_ time: TrueTime) -> Telling {
    guard var reading = last?.reading else {
      return Telling(reading: .absent, isLie: false)
    }
    reading.takenAtNanoseconds = time.counter
    return Telling(reading: reading, isLie: true)
  }

  /// Fields at their ends.
  private func garbage(
    _ time: TrueTime, _ chance: inout SeededChance
  ) -> Telling {
    let far: [Int64] = [
      .min, .min + 1, -1, 0, 1, time.unix / second, 1 << 32 - 1, 1 << 32,
      .max - 1, .max,
    ]
    let near: [UInt64] = [
      0, 1, time.counter, time.counter &- 1, time.counter &+ 1, 1 << 62,
      1 << 63, .max,
    ]
    let fraction: [UInt32] = [0, 1, 999_999_999, 1_000_000_000, .max]
    return Telling(
      reading: ClockReading(
        unixSeconds: far[chance.below(far.count)],
        nanoseconds: fraction[chance.below(fraction.count)],
        errorNanoseconds: chance.oneIn(2)
          ? errorNanoseconds : far[chance.below(far.count)],
        takenAtNanoseconds: near[chance.below(near.count)]),
      isLie: true)
  }
}
