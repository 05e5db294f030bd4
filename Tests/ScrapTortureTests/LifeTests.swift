// SPDX-License-Identifier: Apache-2.0

import ScrapTorture
import TestSupport
import Testing

@Test func livesKeepEveryPromise() {
  let seed = TestSeed.seed()
  var total = LifeReport()
  for trial in 0..<UInt64(TestSeed.trialCount(60)) {
    total.add(Life.run(seed: seed, trial: trial))
  }
  #expect(total.violations == [])
  #expect(total.acceptCount > 0 && total.cutCount > 0)
  // What was accepted was presented again, and refused for its use.
  #expect(total.replayCount > 0 && total.usedCount > 0)
}

/// Faults that never strike would prove nothing.
@Test func everyClassOfFaultStrikes() {
  var total = LifeReport()
  for trial in 0..<400 as Range<UInt64> {
    total.add(Life.run(seed: 2, trial: trial))
  }
  for fault in LifeFault.allCases {
    #expect(total[fault] > 0, "\(fault.name)")
  }
  #expect(total.violations == [])
  // So do the operator's commands, in between the steps of a request, too.
  #expect(total.floorCommandCount > 100 && total.counterResetCount > 100)
  #expect(total.overtakenCount > 0 && total.disabledCount > 0)
}

/// Lives that once ended badly: a floor that left one control sector as it
/// was, a blanked device whose cache brought everything back, three commands
/// that a rebuild found though their writes had failed, a mark that was written
/// when a loss was found, a floor E that was gone, a rebuild that found more
/// than there is room for, and a ring that broken sectors make short.
@Test(
  arguments: [
    (0xbf0b_cde9_723a_758a, 63_593), (0xbf0b_cde9_723a_758a, 86_162),
    (0x7bdc_ec0e_2dd9_fef5, 10_822), (0x7bdc_ec0e_2dd9_fef5, 31_657),
    (0x7bdc_ec0e_2dd9_fef5, 27_386), (0xde8d_7296_c2e2_d0d1, 26_381),
    (0xde8d_7296_c2e2_d0d1, 56_828), (0x67ab_ffeb_703c_68a7, 12_486),
    (0x67ab_ffeb_703c_68a7, 87_099),
  ] as [(UInt64, UInt64)])
func livesThatOnceEndedBadlyGoWell(seed: UInt64, trial: UInt64) {
  #expect(Life.run(seed: seed, trial: trial).violations == [])
}

@Test func theSameSeedGivesTheSameLife() {
  let seed = TestSeed.seed()
  for trial in 0..<8 as Range<UInt64> {
    let first = Life.run(seed: seed, trial: trial)
    let second = Life.run(seed: seed, trial: trial)
    #expect(first == second)
    let history = Life.history(seed: seed, trial: trial)
    let again = Life.history(seed: seed, trial: trial)
    #expect(history == again)
    #expect(history.count > first.requestCount)
  }
  let one = Life.history(seed: seed, trial: 0)
  let other = Life.history(seed: seed, trial: 1)
  #expect(one != other)
}

/// A judge who never objects would let everything pass.
@Test func aStoreThatForgetsAMarkIsFound() {
  let seed = TestSeed.seed()
  let violations = (0..<100 as Range<UInt64>).flatMap {
    Life.run(seed: seed, trial: $0, forgets: true).violations
  }
  let isSeen = violations.contains { $0.rule == .acceptedTwice }
  #expect(isSeen)
  let tellsSeed = violations.allSatisfy {
    $0.description.contains("seed 0x\(String(seed, radix: 16)), trial ")
  }
  #expect(tellsSeed)
  for violation in violations.prefix(2) {
    let history = Life.history(
      seed: seed, trial: violation.trial, forgets: true)
    #expect(history.last == violation.description)
  }
}

@Test func reportsAddUp() {
  let first = Life.run(seed: 2, trial: 0)
  let second = Life.run(seed: 2, trial: 1)
  var total = first
  total.add(second)
  #expect(total.lifeCount == 2)
  #expect(total.requestCount == first.requestCount + second.requestCount)
  #expect(total.faultCount == first.faultCount + second.faultCount)
  #expect(
    total.virtualSeconds == first.virtualSeconds + second.virtualSeconds)
}
