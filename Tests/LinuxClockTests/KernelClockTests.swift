// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapClock
import Testing

@testable import LinuxClock

@Suite struct KernelClockTests {
  private func state() -> KernelClockState {
    KernelClockState(
      unixSeconds: 1_795_264_200, nanoseconds: 5, isSynchronised: true,
      errorMicroseconds: 1_500, isLeapSecond: false, tookNanoseconds: 700)
  }

  private func reading(
    _ state: KernelClockState, boundNanoseconds: Int64 = 0
  ) -> ClockReading {
    state.reading(takenAtNanoseconds: 9, boundNanoseconds: boundNanoseconds)
  }

  @Test func aClockThatIsKeptRightVouchesForItsBoundAndOurs() {
    for bound in [0, 1, 5_400_000_000] as [Int64] {
      #expect(
        reading(state(), boundNanoseconds: bound)
          == ClockReading(
            unixSeconds: 1_795_264_200, nanoseconds: 5,
            errorNanoseconds: 1_500_701 + bound, takenAtNanoseconds: 9))
    }
    var exact = state()
    exact.errorMicroseconds = 0
    exact.tookNanoseconds = 0
    #expect(reading(exact).errorNanoseconds == 1)
    #expect(exact.word == "synchronised")
  }

  @Test func aClockThatNobodyKeepsRightHasNoTime() {
    var free = state()
    free.isSynchronised = false
    #expect(reading(free).health == .noFix)
    #expect(free.word == "not synchronised")
    for bound in [nil, -1, .min, .max] as [Int64?] {
      var state = state()
      state.errorMicroseconds = bound
      #expect(reading(state).health == .noFix)
    }
  }

  /// systemd-timesyncd: a bound of 0 while the clock is up to 0.4 s from what
  /// it is slewed to.
  @Test func aDaemonThatTellsNoErrorIsNotBelievedToTheNanosecond() {
    var slewing = state()
    slewing.errorMicroseconds = 0
    let bound = KernelClock().boundNanoseconds
    let error = reading(slewing, boundNanoseconds: bound).errorNanoseconds
    #expect(error >= 900_000_000)
  }

  @Test func aLeapSecondAndALongLookWidenTheBound() {
    var state = state()
    state.isLeapSecond = true
    let leap = reading(state)
    #expect(leap.errorNanoseconds == 1_001_500_701)
    state.tookNanoseconds = .max
    let slow = reading(state)
    #expect(slow.errorNanoseconds > 1_000_000_000_000)
  }

  @Test func theClockOfThisComputerIsRead() throws {
    let before = Int64(Glibc.time(nil))
    let state = try #require(KernelClockState.now())
    let after = Int64(Glibc.time(nil))
    #expect(state.unixSeconds >= before - 1 && state.unixSeconds <= after)
    #expect(state.nanoseconds < 1_000_000_000)
    var clock = KernelClock()
    let reading = clock.read(nowNanoseconds: 77)
    #expect(reading.takenAtNanoseconds == 77)
    #expect(reading.health == (state.isSynchronised ? .good : .noFix))
    #expect(clock.boundNanoseconds == 1_000_000_000)
    guard reading.health == .good else { return }
    #expect(reading.errorNanoseconds > clock.boundNanoseconds)
  }
}
