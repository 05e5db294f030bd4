// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier
import Testing

@Suite struct ClockArbiterTests {
  private static let day: Int64 = 86_400

  @Test func twoThatAgreeGiveAllThatEitherAllows() {
    var bench = ArbiterBench()
    let found = bench.arbitrate(
      gps: bench.reading(off: 1, error: 0.5), rtc: bench.reading(error: 2))
    #expect(found.reason == .twoAgree)
    #expect(bench.place(found) == -2...2)
    #expect(found.state(.gps) == .agreed)
    #expect(found.state(.rtc) == .agreed)
    #expect(found.state(.ntp) == .absent)
  }

  @Test func ofThreeWhatTwoAllowIsKept() {
    var bench = ArbiterBench()
    let found = bench.arbitrate(
      gps: bench.reading(off: -3, error: 2), ntp: bench.reading(error: 2),
      rtc: bench.reading(off: 3, error: 2))
    #expect(found.reason == .threeAgree)
    #expect(bench.place(found) == -2...2)
  }

  @Test func aNarrowLiarDoesNotLeadTheWideHonest() {
    var bench = ArbiterBench()
    let found = bench.arbitrate(
      gps: bench.reading(off: 4, error: 0.1), ntp: bench.reading(error: 5),
      rtc: bench.reading(error: 5))
    #expect(bench.place(found) == -5...5)
  }

  @Test func oneOfThreeIsOutvoted() {
    var bench = ArbiterBench()
    let found = bench.arbitrate(
      gps: bench.reading(off: 10 * Self.day), ntp: bench.reading(),
      rtc: bench.reading())
    #expect(found.reason == .twoAgree)
    #expect(bench.place(found) == -1...1)
    #expect(found.state(.gps) == .outvoted)
    #expect(found.alarms == .sourceOutvoted)
  }

  @Test(arguments: [-10, 10])
  func twoThatAreTenDaysApartAreRefused(days: Int64) {
    var bench = ArbiterBench()
    let found = bench.arbitrate(
      gps: bench.reading(off: days * Self.day), rtc: bench.reading())
    #expect(found.trustedTime == nil)
    #expect(found.reason == .witnessesApart)
    #expect(found.state(.gps) == .apart)
    #expect(found.state(.rtc) == .apart)
  }

  @Test(arguments: [-10, 10])
  func aReceiverThatLeapsTenDaysIsHeldOver(days: Int64) {
    var bench = ArbiterBench()
    bench.settle()
    let found = bench.arbitrate(
      gps: bench.reading(off: days * Self.day), rtc: bench.reading())
    #expect(found.reason == .heldOver)
    #expect(bench.place(found)!.contains(0))
    #expect(bench.place(found)!.upperBound < 1.01)
    #expect(found.state(.gps) == .leaping)
    #expect(found.alarms.contains(.sourceLeapt))
  }

  @Test func oneWitnessMovesNothing() {
    var bench = ArbiterBench()
    #expect(bench.arbitrate(gps: bench.reading()).reason == .oneWitness)
    bench.settle()
    let found = bench.arbitrate(gps: bench.reading(off: 1, error: 0.1))
    #expect(found.reason == .heldOver)
    #expect(bench.place(found)!.lowerBound < -1)
    #expect(found.state(.gps) == .agreed)
  }

  @Test func twoReceiversAreOneWitness() {
    var bench = ArbiterBench()
    let found = bench.arbitrate(
      gps: bench.reading(), gpsSecond: bench.reading())
    #expect(found.reason == .oneWitness)
  }

  @Test func receiversThatContradictEachOtherAreNoWitness() {
    var bench = ArbiterBench()
    let found = bench.arbitrate(
      gps: bench.reading(off: 30), gpsSecond: bench.reading(),
      ntp: bench.reading(), rtc: bench.reading())
    #expect(found.reason == .twoAgree)
    #expect(found.state(.gps) == .receiversApart)
    #expect(found.state(.gpsSecond) == .receiversApart)
    #expect(found.alarms == .receiversApart)
  }

  @Test(arguments: [2, 3])
  func witnessesThatContradictTheOscillatorGiveNoTime(count: Int) {
    var bench = ArbiterBench()
    bench.settle(thenWait: 200_000)
    var reasons: [ClockReason] = []
    for _ in 0..<100 {
      let off = bench.reading(off: 500)
      let found = bench.arbitrate(
        gps: count == 3 ? off : .absent, ntp: off, rtc: off)
      if reasons.last != found.reason { reasons.append(found.reason) }
      if let place = bench.place(found) { #expect(place.contains(0)) }
      bench.seconds += 60
    }
    #expect(reasons == [.heldOver, .stepUnconfirmed])
  }

  @Test func twoWideLiarsCannotUseAnHonestThirdForAStep() {
    var bench = ArbiterBench()
    let honest = bench.reading(error: 10)
    _ = bench.arbitrate(gps: honest, ntp: honest, rtc: honest)
    for _ in 0..<100 {
      bench.seconds += 60
      let lie = bench.reading(off: 40, error: 30)
      let found = bench.arbitrate(
        gps: lie, ntp: lie, rtc: bench.reading(error: 10))
      if let place = bench.place(found) {
        #expect(place.lowerBound <= 10.1 && place.upperBound <= 10.5)
      }
    }
  }

  /// A fortnight of silence makes it too wide an answer, and not unknown.
  @Test(arguments: [10, 350])
  func whatIsTooWideForAnAnswerStillBoundsAStep(days: Int64) {
    var bench = ArbiterBench()
    bench.settle(thenWait: UInt64(14 * Self.day))
    #expect(bench.arbitrate().reason == .noWitness)
    for _ in 0..<100 {
      bench.seconds += 60
      let lie = bench.reading(off: days * Self.day)
      let found = bench.arbitrate(gps: lie, ntp: lie)
      #expect(found.interval == nil)
    }
    let lie = bench.reading(off: days * Self.day)
    let found = bench.arbitrate(gps: lie, ntp: lie)
    #expect(found.reason == .stepUnconfirmed)
    #expect(found.alarms.contains(.step))
    bench.seconds += 60
    let good = bench.arbitrate(rtc: bench.reading())
    #expect(good.reason == .oneWitness)
    let two = bench.arbitrate(gpsSecond: bench.reading(), rtc: bench.reading())
    #expect(two.reason == .twoAgree)
    #expect(bench.place(two) == -1...1)
  }

  /// An answer that was 100 seconds on its way.
  @Test(arguments: [0, 100])
  func aLateReadingNeverWidensWhatIsHeld(onBoardSeconds: UInt64) throws {
    var bench = ArbiterBench()
    bench.settle()
    let drawn = bench.now
    bench.seconds += onBoardSeconds
    let reading = OperatorClockReading(
      unixSeconds: bench.trueSeconds, nanoseconds: 0,
      errorNanoseconds: 1_000_000_000, drawnAtNanoseconds: drawn)
    bench.seconds += 100 - onBoardSeconds
    let held = bench.arbitrate()
    let heldPlace = bench.place(held)
    let before = try #require(heldPlace)
    let confirmation = try bench.arbiter.confirm(
      reading, nowNanoseconds: bench.now, timeMarkSeconds: 0)
    #expect(confirmation == .cut)
    let cut = bench.arbitrate()
    let cutPlace = bench.place(cut)
    let after = try #require(cutPlace)
    #expect(before.lowerBound <= after.lowerBound)
    #expect(after.upperBound <= before.upperBound)
    #expect(after.contains(0))
  }

  @Test func aReadingThatIsMoreCertainTakesThePlaceOfWhatIsHeld() throws {
    var bench = ArbiterBench()
    bench.settle(thenWait: 200_000)
    let reading = OperatorClockReading(
      unixSeconds: bench.trueSeconds + 11, nanoseconds: 0,
      errorNanoseconds: 2_000_000_000, drawnAtNanoseconds: bench.now)
    let confirmation = try bench.arbiter.confirm(
      reading, nowNanoseconds: bench.now, timeMarkSeconds: 0)
    #expect(confirmation == .replaced)
    let found = bench.arbitrate()
    #expect(bench.place(found) == 9...13)
  }

  @Test func theGroundConfirmsAStep() throws {
    var bench = ArbiterBench()
    bench.settle(thenWait: 200_000)
    let off = bench.reading(off: 500)
    let before = bench.arbitrate(gps: off, rtc: off)
    #expect(before.reason == .heldOver)
    let reading = OperatorClockReading(
      unixSeconds: bench.trueSeconds + 500, nanoseconds: 0,
      errorNanoseconds: 1_000_000_000,
      drawnAtNanoseconds: bench.now - 2_000_000_000)
    try bench.arbiter.confirm(
      reading, nowNanoseconds: bench.now, timeMarkSeconds: 0)
    let found = bench.arbitrate(gps: off, rtc: off)
    #expect(found.reason == .twoAgree)
    #expect(bench.place(found) == 499...501)
  }

  @Test func theGroundIsAQuorumOfItsOwn() throws {
    var bench = ArbiterBench()
    let reading = OperatorClockReading(
      unixSeconds: bench.trueSeconds, nanoseconds: 500_000_000,
      errorNanoseconds: 1_000_000_000, drawnAtNanoseconds: 0)
    bench.seconds = 10
    try bench.arbiter.confirm(
      reading, nowNanoseconds: bench.now, timeMarkSeconds: 0)
    // Signed at any time between nonce and answer.
    let found = bench.arbitrate()
    #expect(found.reason == .groundConfirmed)
    let maybe = bench.place(found)
    let place = try #require(maybe)
    #expect(place.lowerBound == -10.5)
    #expect(place.upperBound > 1.5 && place.upperBound < 1.501)
  }
}
