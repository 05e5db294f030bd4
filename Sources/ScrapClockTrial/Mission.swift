// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier
import SimulatedNVM

/// A satellite's clocks over many days: an oscillator within its bound, sources
/// that are honest, fail or lie, restarts, operator's readings, leap seconds,
/// and the time mark that the store keeps.
struct Mission<Keeper: Timekeeper & ~Copyable>: ~Copyable {
  let kind: TrialKind
  let policy: ClockPolicy
  var chance: SeededChance
  var keeper: Keeper
  var time: TrueTime
  var sources: InlineArray<4, TrialSource>
  var judge: Judge
  var tally = TrialTally()
  /// What the store keeps, raised at most every ten minutes.
  var markSeconds: UInt64
  /// What liars tell.
  var plot: Plot
  /// The one witness that may lie, of a minority.
  var liar = 0
  /// No arbitration yet since the last restart.
  var isFirstStep = true
  /// Where the counter stood at the last restart.
  var counterBefore: UInt64 = 0
  /// No restart and no word of the ground, but an oscillator at its bound: what
  /// is held over comes through leap second after leap second.
  let isLeftAlone: Bool
  private var baseRate: Int64 = 0

  /// Every figure follows from the seed and the number.
  init(seed: UInt64, number: Int, asksTruthOnly: Bool = false) {
    var mixer = SeededChance(
      seed: seed ^ UInt64(truncatingIfNeeded: number) &* 0x9e37_79b9)
    var chance = SeededChance(seed: mixer.next())
    kind = TrialKind(number: number)
    isLeftAlone = chance.oneIn(8)
    let start = Self.start(&chance)
    let policy = Self.policy(&chance, start: start)
    guard let keeper = Keeper(policy: policy) else {
      preconditionFailure("the policy's figures are in range")
    }
    self.policy = policy
    self.keeper = keeper
    time = TrueTime(
      counter: UInt64(chance.below(1_000)) * UInt64(second), unix: start)
    judge = Judge(policy: policy, asksTruthOnly: asksTruthOnly)
    markSeconds = UInt64(start / second) - UInt64(chance.below(30 * 86_400))
    plot = Plot(&chance, rate: Int64(policy.oscillatorPartsPerBillion))
    sources = [
      TrialSource(
        name: .gps,
        ageMaxNanoseconds: Self.nanoseconds(policy.gpsAgeSecondsMax)),
      TrialSource(
        name: .gpsSecond,
        ageMaxNanoseconds: Self.nanoseconds(policy.gpsAgeSecondsMax)),
      TrialSource(
        name: .ntp,
        ageMaxNanoseconds: Self.nanoseconds(policy.ntpAgeSecondsMax)),
      TrialSource(
        name: .rtc,
        ageMaxNanoseconds: Self.nanoseconds(policy.rtcAgeSecondsMax)),
    ]
    self.chance = chance
    for index in 0..<4 { drawError(index) }
    drawBaseRate()
  }

  private static func nanoseconds(_ seconds: UInt32) -> UInt64 {
    UInt64(seconds) * UInt64(second)
  }

  /// From 2026 on, often so that 2038-01-19 or the format's end in 2106 comes.
  private static func start(_ chance: inout SeededChance) -> Int64 {
    let within = Int64(chance.below(30 * 86_400))
    switch chance.below(8) {
    case 0: return ((1 << 31) - 20 * within) * second
    case 1: return ((1 << 32) - 970 * 86_400 - within) * second
    default:
      let years = Int64(chance.below(70))
      return (1_780_000_000 + years * 31_557_600 + within) * second
    }
  }

  private static func policy(
    _ chance: inout SeededChance, start: Int64
  ) -> ClockPolicy {
    var policy = ClockPolicy(
      earliestSeconds: UInt64(start / second) - 100 * 86_400)
    switch chance.below(8) {
    case 0: policy.oscillatorPartsPerBillion = 1
    case 1: policy.oscillatorPartsPerBillion = 1_000_000
    case 2:
      policy.oscillatorPartsPerBillion = UInt32(1 + chance.below(1_000_000))
    case 3, 4: policy.oscillatorPartsPerBillion = ClockPolicy.xoPartsPerBillion
    default: policy.oscillatorPartsPerBillion = ClockPolicy.tcxoPartsPerBillion
    }
    if chance.oneIn(4) { policy.leapSecondsMax = 0 }
    if chance.oneIn(8) { policy.widthSecondsMax = 3_600 }
    if chance.oneIn(8) { policy.settleSeconds = 1 }
    if chance.oneIn(8) { policy.settleSeconds = 86_400 }
    return policy
  }

  /// A bound from a microsecond to 22 seconds, or 60 where the policy's width
  /// is an hour: the hull of two of them is within it, also after an hour and a
  /// half.
  mutating func drawError(_ index: Int) {
    let widest = policy.widthSecondsMax > 200 ? 60_000_000_000 : 22_000_000_000
    let most = [1_000, 1_000_000, 1_000_000_000, widest]
    sources[index].errorNanoseconds =
      1 + Int64(chance.below(most[chance.below(4)]))
  }

  private mutating func drawBaseRate() {
    let most = Int64(policy.oscillatorPartsPerBillion)
    baseRate =
      switch chance.below(isLeftAlone ? 2 : 4) {
      case 0: most
      case 1: -most
      default: Int64(chance.below(Int(2 * most + 1))) - most
      }
  }

  /// Within the bound, slowly varying, often at the bound.
  private mutating func drawRate() -> Int64 {
    if isLeftAlone { return baseRate }
    let most = Int64(policy.oscillatorPartsPerBillion)
    let wander = Int64(chance.below(Int(most / 8 + 1))) - most / 16
    return min(max(baseRate + wander, -most), most)
  }

  /// Lets days pass, until the last or until a rule is broken.
  mutating func run(dayCount: Int) -> TrialTally {
    tally.trialCount = 1
    for _ in 0..<dayCount {
      tally.dayCount += 1
      day()
      if judge.violation != nil { break }
    }
    if judge.violation != nil { tally.violationCount = 1 }
    return tally
  }

  private mutating func day() {
    beginDay()
    let stepCount =
      switch chance.below(64) {
      case 0: 40 + chance.below(161)
      case 1...15: 7 + chance.below(12)
      default: 3 + chance.below(4)
      }
    let mean = UInt64(dayNanoseconds) / UInt64(stepCount)
    for _ in 0..<stepCount {
      let draw = chance.next()
      let elapsed: UInt64 =
        draw & 63 == 0
        ? draw &>> 6 & 1
        : mean / 2 + chance.next().multipliedFullWidth(by: mean).high
      if time.leap == nil { drawLeap() }
      let leap = time.leap?.changeNanoseconds ?? 0
      time.advance(by: elapsed, rate: drawRate())
      if leap != 0, time.leap == nil { tally.leapCount += 1 }
      plot.advance(&chance, elapsed: elapsed)
      step()
      if judge.violation != nil { return }
    }
  }

  /// A second more, a second less, or neither, at the next half-year; never
  /// where the policy allows none.
  private mutating func drawLeap() {
    guard let start = HalfYears.all.next(after: time.unix + 2 * second) else {
      return
    }
    let change =
      policy.leapSecondsMax == 0
      ? 0 : [second, 0, -second][chance.below(3)]
    time.leap = TrueTime.Leap(
      fromNanoseconds: start - change, changeNanoseconds: change)
  }

  /// One arbitration.
  private mutating func step() {
    var readings = ClockReadings()
    var liars = 0
    var sound = 0
    var doubtful = 0
    let settle = Self.nanoseconds(policy.settleSeconds)
    for index in 0..<4 {
      let telling = sources[index].tell(
        time, &chance, off: plot.offNanoseconds, settleNanoseconds: settle)
      readings.set(
        telling.reading, of: ClockSourceName(index: index))
      let witness = 1 &<< max(0, index - 1)
      if telling.isLie {
        liars |= witness
        tally.lieCount += 1
      }
      if sources[index].isBeyondDoubt(telling, now: time.counter) {
        sound |= witness
      } else if telling.reading.health == .good {
        doubtful |= witness
      }
    }
    // What fell and has come as far again cannot be seen to have fallen.
    if isFirstStep, time.counter >= counterBefore { forget() }
    if !isLeftAlone, chance.oneIn(64) { hearGround() }
    judge.hear(
      liarCount: liars.nonzeroBitCount, time, markSeconds: markSeconds)
    if liars.nonzeroBitCount > 1 { tally.majorityLieCount += 1 }
    let isTwoSound = (sound & ~doubtful).nonzeroBitCount > 1
    let isEnded = time.unix > (1 << 32) * second - 2 * dayNanoseconds
    let mustBeTrusted =
      judge.isMajorityHonest && isTwoSound && !isEnded
    let answer = keeper.decide(
      readings, now: time.counter, markSeconds: markSeconds)
    isFirstStep = false
    judge.judge(
      answer, time, markSeconds: markSeconds, mustBeTrusted: mustBeTrusted)
    tally.stepCount += 1
    if mustBeTrusted { tally.dueCount += 1 }
    guard let interval = answer.interval else { return }
    tally.trustedCount += 1
    if judge.isMajorityHonest { tally.judgedCount += 1 }
    let lo = UInt64(max(0, interval.lo) / second)
    if lo >= markSeconds + 600 {
      markSeconds = lo
      tally.markCount += 1
    }
  }
}
