// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapVerifier
import SimulatedNVM

/// One satellite through weeks of virtual time: real tokens, the real verifier,
/// store and journal, a medium and a clock that fail, and a ground that helps.
/// Every answer is held against a plain set of accepted tokens and the rules.
///
/// Everything follows from seed and trial, so that each life can be seen again.
public struct Life {
  /// Requests of one life before peace comes; about 40 in all.
  static let requestCountMax = 30

  let seed: UInt64
  let trial: UInt64
  var chance: SeededChance
  let odds: LifeOdds
  let satellite: LifeSatellite
  var clock: LifeClock
  var ground = LifeGround()
  var oracle: LifeOracle
  var report = LifeReport.begun()
  /// Everything presented so far, and which of it was accepted.
  var past: [LifePresentation] = []
  var acceptedIndices: [Int] = []
  /// Commands that were sent.
  var pastCommands: [LifeCommand] = []
  /// An image of the medium, and how much was accepted then.
  var oldImage: (bytes: [UInt8], acceptCount: Int)?
  /// The medium's counters when they were last looked at.
  var countersSeen: MediumCounters
  /// What happened, line by line, if anybody wants to know.
  private let history: LifeHistory?
  private let birthSeconds: UInt64

  init(seed: UInt64, trial: UInt64, forgets: Bool, isTold: Bool) {
    self.seed = seed
    self.trial = trial
    chance = SeededChance(seed: seed, trial: trial)
    odds = LifeOdds(by: &chance)
    let sizes = LifeSizes(by: &chance)
    satellite = LifeSatellite(
      sizes: sizes, hasAnchor: odds.hasAnchor, forgets: forgets)
    birthSeconds = 1_750_000_000 + UInt64(chance.below(50_000_000))
    let judges = chance.hits(500)
    clock = LifeClock(
      trueSeconds: birthSeconds,
      arbiter: judges
        ? LifeArbiter(startSeconds: birthSeconds, by: &chance) : nil)
    oracle = LifeOracle(sizes: sizes, lyingCopy: odds.lyingCopy)
    countersSeen = satellite.medium.counters
    history = isTold ? LifeHistory() : nil
  }

  /// Lives one life; ends at the first promise that does not hold.
  ///
  /// - Parameters:
  ///   - seed: the seed of a campaign.
  ///   - trial: the number of the life under that seed.
  ///   - forgets: the store forgets a mark at each start; such a life must
  ///     report a violation once a mark was forgotten and its token presented
  ///     again.
  /// - Returns: what happened; the same for the same seed and trial.
  public static func run(
    seed: UInt64, trial: UInt64, forgets: Bool = false
  ) -> LifeReport {
    var life = Life(
      seed: seed, trial: trial, forgets: forgets, isTold: false)
    life.live()
    return life.report
  }

  /// The same life, told line by line.
  ///
  /// - Parameters: as for `run`.
  /// - Returns: what happened, in order; the violation last, if there is one.
  public static func history(
    seed: UInt64, trial: UInt64, forgets: Bool = false
  ) -> [String] {
    var life = Life(
      seed: seed, trial: trial, forgets: forgets, isTold: true)
    life.live()
    let lines = life.history?.lines ?? []
    return lines + life.report.violations.map(\.description)
  }

  var isOver: Bool { !report.violations.isEmpty }

  private mutating func live() {
    begin()
    var stepCount = 0
    while !isOver, report.requestCount < Self.requestCountMax,
      stepCount < 4 * Self.requestCountMax
    {
      stepCount += 1
      step()
    }
    if !isOver { end() }
    report.virtualSeconds = clock.trueSeconds - birthSeconds
  }

  private mutating func begin() {
    tell("\(satellite.sizes), \(odds.description)")
    format(floorSeconds: clock.trueSeconds - 10_000)
    if odds.age > 0 { growOld() }
    prepareMedium()
    if !isOver { restart() }
  }

  private mutating func growOld() {
    satellite.restart()
    let seconds = satellite.age(
      toSegment: odds.age, fromSeconds: clock.trueSeconds - 9_000)
    guard let seconds else {
      return violate(.refusedWrongly, "an old satellite's mark")
    }
    oracle.floors.takeDecision(loSeconds: seconds, isAccepted: true)
    countersSeen = satellite.medium.counters
  }

  private mutating func step() {
    passTime()
    changeClock()
    damageMedium()
    armFaults()
    scrub()
    keepTime()
    if isOver { return }
    if !satellite.medium.isOff, chance.hits(odds.command) { command() }
    if isOver { return }
    if !satellite.medium.isOff {
      present(presentation(for: nextErrand()))
      if isOver { return }
    }
    if satellite.medium.isOff {
      restart()
    } else if chance.hits(odds[.restart]) {
      report.count(.restart)
      restart()
    }
    if isOver { return }
    if ![.ready, .capacityExceeded].contains(satellite.outcome) {
      if chance.hits(300) { helpFromGround() }
    } else if chance.hits(odds.raise) {
      raiseFloor(toSeconds: clock.trueSeconds - UInt64(chance.below(3_600)))
    } else if chance.hits(odds.format) {
      format(floorSeconds: clock.trueSeconds + 60)
      restart()
    }
  }

  private mutating func nextErrand() -> LifeErrand {
    guard !past.isEmpty else { return .fresh }
    // Not worth a signature: nothing can come of it.
    if satellite.outcome != .ready || clock.shown == nil, chance.hits(900) {
      return .again
    }
    return chance.hits(odds.fresh) ? .fresh : chance.pick(LifeErrand.others)
  }

  /// Peace: power, time and medium are in order. What was accepted is refused,
  /// and something fresh is accepted (L1).
  private mutating func end() {
    disarm()
    clock.condition = .sound(before: 1, after: 1)
    restart()
    var attempts = 0
    while !isOver, satellite.outcome != .ready, attempts < 3 {
      helpFromGround()
      attempts += 1
    }
    for index in acceptedIndices where !isOver { presentAgain(index) }
    if isOver { return }
    clock.advance(bySeconds: 121)
    lookAtClock()
    if clock.shown == nil, clock.mustBeTruthful,
      satellite.floors.timeMarkSeconds <= clock.trueSeconds
    {
      return violate(.timeMissing, "\(satellite.floors)")
    }
    report.probeCount += 1
    // What a storm has armed and nothing has met.
    disarm()
    commandInPeace()
    if isOver { return }
    present(presentation(for: .fresh))
  }

  // MARK: Telling

  func tell(_ text: @autoclosure () -> String) {
    guard let history else { return }
    history.lines.append("\(clock.trueSeconds) \(text())")
  }

  mutating func violate(_ rule: LifeRule, _ text: String) {
    // What follows from the first says nothing.
    if isOver { return }
    report.violations.append(
      LifeViolation(rule: rule, text: text, seed: seed, trial: trial))
  }
}
