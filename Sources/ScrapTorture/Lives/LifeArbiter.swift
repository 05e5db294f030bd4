// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier
import SimulatedNVM

/// A satellite's own arbiter over receiver, ground time and real-time clock:
/// of them one, or all together, show what the life's clock says, and garbage
/// now and then; the others show the truth.
final class LifeArbiter {
  /// Whether all three may lie, and together.
  let doAllLie: Bool
  private let suspect: Int
  private var arbiter: ClockArbiter
  private let policy: ClockPolicy
  private let rate: Int64
  private var startSeconds: UInt64
  private var chance: SeededChance
  private(set) var decision: ClockDecision?
  /// Whether the suspect sources tell what cannot be.
  var tellsGarbage = false

  init(startSeconds: UInt64, by chance: inout SeededChance) {
    doAllLie = chance.hits(250)
    suspect = chance.below(3)
    // Built a hundred days before it is launched.
    var policy = ClockPolicy(earliestSeconds: startSeconds - 8_640_000)
    policy.oscillatorPartsPerBillion = chance.pick([
      ClockPolicy.tcxoPartsPerBillion, ClockPolicy.xoPartsPerBillion,
    ])
    let bound = Int(policy.oscillatorPartsPerBillion)
    rate = Int64(chance.pick([-bound, 0, bound]))
    self.policy = policy
    self.startSeconds = startSeconds
    self.chance = SeededChance(seed: chance.next())
    arbiter = Self.makeArbiter(policy)
  }

  private static func makeArbiter(_ policy: ClockPolicy) -> ClockArbiter {
    guard let arbiter = ClockArbiter(policy: policy) else {
      preconditionFailure("the policy's figures are in range")
    }
    return arbiter
  }

  /// Power off and on: the counter begins anew, and nothing is remembered.
  func restart(atSeconds seconds: UInt64) {
    arbiter = Self.makeArbiter(policy)
    startSeconds = seconds
    decision = nil
  }

  /// Arbitrates.
  ///
  /// - Parameters:
  ///   - clock: what the suspect sources show.
  ///   - timeMarkSeconds: the store's.
  func sample(_ clock: LifeClock, timeMarkSeconds: UInt64) {
    let elapsed = Int64(clock.trueSeconds - startSeconds)
    let counter = UInt64(elapsed * (1_000_000_000 + rate))
    decision = arbiter.arbitrate(
      ClockReadings(
        gps: reading(of: 0, clock, counter),
        ntp: reading(of: 1, clock, counter),
        rtc: reading(of: 2, clock, counter)),
      nowNanoseconds: counter, timeMarkSeconds: timeMarkSeconds)
  }

  private func reading(
    of source: Int, _ clock: LifeClock, _ counter: UInt64
  ) -> ClockReading {
    let honest: [LifeClock.Condition] = [
      .sound(before: 1, after: 1), .sound(before: 0, after: 4),
      .sound(before: 3, after: 0),
    ]
    let isSuspect = doAllLie || source == suspect
    if isSuspect, tellsGarbage { return garbage(counter) }
    let condition = isSuspect ? clock.condition : honest[source]
    guard let interval = clock.interval(under: condition) else {
      return .absent
    }
    let half = Int64(interval.hiSeconds - interval.loSeconds) * 500_000_000
    let middle = Int64(interval.loSeconds) * 1_000_000_000 + half
    return ClockReading(
      unixSeconds: middle / 1_000_000_000,
      nanoseconds: UInt32(middle % 1_000_000_000),
      errorNanoseconds: half + 500_000_000, takenAtNanoseconds: counter)
  }

  /// Fields at their ends.
  private func garbage(_ counter: UInt64) -> ClockReading {
    let seconds = Int64(startSeconds)
    let far: [Int64] = [.min, -1, 0, 1, seconds, 1 << 32 - 1, 1 << 32, .max]
    return ClockReading(
      unixSeconds: chance.pick(far),
      nanoseconds: chance.pick([0, 999_999_999, 1_000_000_000, .max]),
      errorNanoseconds: chance.pick(far),
      takenAtNanoseconds: chance.pick([0, counter, counter &+ 1, .max]))
  }
}
