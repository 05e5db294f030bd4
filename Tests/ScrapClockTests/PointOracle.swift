// SPDX-License-Identifier: Apache-2.0

import ScrapClock

/// The rules of arbitration, read once more and carried out by asking instant
/// after instant who allows it: no interval is ever computed from another.
struct PointOracle {
  /// Half-seconds from the truth: beside it, and beside what is far off.
  private static let instants =
    Array(-1_728_030 ... -1_727_970) + Array(-200...200)
    + Array(1_727_970...1_728_030)

  private(set) var reason = ClockReason.noWitness
  /// Instants of trusted time; empty if there is none.
  private(set) var trusted: [Int] = []
  private(set) var states: [ClockSourceState] = []
  private(set) var alarms = ClockAlarms.none

  private let witnesses: [Int: ClosedRange<Int>]
  private let markHalves: Int

  init(_ wanted: ClockCase) {
    let mark = 2 * wanted.mark.rawValue
    var witnesses: [Int: ClosedRange<Int>] = [:]
    markHalves = mark
    for (index, source) in wanted.sources.enumerated() {
      switch source {
      case .absent: states.append(.absent)
      case .stale: states.append(.stale)
      case .leaping:
        states.append(.leaping)
        alarms.insert(.sourceLeapt)
      default:
        let isPast = !Self.instants.contains {
          $0 >= mark && wanted.halves(index)?.contains($0) == true
        }
        states.append(isPast ? .beforeMark : .alone)
        if isPast { alarms.insert(.belowMark) }
        if !isPast { witnesses[index] = wanted.halves(index) }
      }
    }
    self.witnesses = witnesses
    decide(wanted.held)
  }

  private func allowed(_ instant: Int) -> Int {
    witnesses.values.count { $0.contains(instant) }
  }

  private mutating func decide(_ held: ClockCase.Held) {
    guard let agreed = agreedInstants() else {
      return decideWithoutAgreement(
        held: held.answerHalves, isGround: held.groundHalves != nil)
    }
    let voices = witnesses.values.count { witness in
      agreed.contains { witness.contains($0) }
    }
    let believed: ClockReason = voices == 3 ? .threeAgree : .twoAgree
    let both = agreed.filter { held.halves?.contains($0) ?? true }
    guard both.isEmpty else { return trust(both, believed) }
    alarms.insert(.step)
    guard let ground = held.groundHalves else {
      reason = .stepUnconfirmed
      return tell(agreed, .unconfirmed)
    }
    let confirmed = agreed.filter { ground.contains($0) }
    guard confirmed.isEmpty else { return trust(confirmed, believed) }
    trust(Self.instants.filter { ground.contains($0) }, .groundConfirmed)
  }

  /// Of two all that either allows, of three what two allow, and what lies
  /// between; nil if no two allow the same instant.
  private func agreedInstants() -> [Int]? {
    guard Self.instants.contains(where: { allowed($0) >= 2 }) else {
      return nil
    }
    let least = witnesses.count == 2 ? 1 : 2
    let kept = Self.instants.filter { allowed($0) >= least }
    guard let first = kept.first, let last = kept.last else { return nil }
    return Self.instants.filter { $0 >= first && $0 <= last }
  }

  private mutating func decideWithoutAgreement(
    held: ClosedRange<Int>?, isGround: Bool
  ) {
    if witnesses.count > 1 { alarms.insert(.witnessesApart) }
    if let held {
      let instants = Self.instants.filter { held.contains($0) }
      return trust(instants, isGround ? .groundConfirmed : .heldOver)
    }
    reason =
      [.noWitness, .oneWitness, .witnessesApart, .witnessesApart][
        witnesses.count]
    for index in witnesses.keys {
      states[index] = witnesses.count > 1 ? .apart : .alone
    }
  }

  private mutating func trust(_ instants: [Int], _ reason: ClockReason) {
    trusted = instants.filter { $0 >= markHalves }
    if trusted.isEmpty {
      self.reason = .belowMark
      for index in witnesses.keys { states[index] = .unconfirmed }
    } else {
      self.reason = reason
      tell(trusted, .agreed)
    }
  }

  private mutating func tell(_ instants: [Int], _ state: ClockSourceState) {
    for (index, witness) in witnesses {
      let isIn = instants.contains { witness.contains($0) }
      states[index] = isIn ? state : .outvoted
      if !isIn { alarms.insert(.sourceOutvoted) }
    }
  }
}
