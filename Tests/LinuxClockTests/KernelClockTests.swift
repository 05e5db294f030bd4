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

  @Test func aClockThatIsKeptRightVouchesForItsBound() {
    #expect(
      state().reading(takenAtNanoseconds: 9)
        == ClockReading(
          unixSeconds: 1_795_264_200, nanoseconds: 5,
          errorNanoseconds: 1_500_701, takenAtNanoseconds: 9))
    var exact = state()
    exact.errorMicroseconds = 0
    exact.tookNanoseconds = 0
    #expect(exact.reading(takenAtNanoseconds: 9).errorNanoseconds == 1)
    #expect(exact.word == "synchronised")
  }

  @Test func aClockThatNobodyKeepsRightHasNoTime() {
    var free = state()
    free.isSynchronised = false
    #expect(free.reading(takenAtNanoseconds: 9).health == .noFix)
    #expect(free.word == "not synchronised")
    for bound in [nil, -1, .min, .max] as [Int64?] {
      var state = state()
      state.errorMicroseconds = bound
      #expect(state.reading(takenAtNanoseconds: 9).health == .noFix)
    }
  }

  @Test func aLeapSecondAndALongLookWidenTheBound() {
    var state = state()
    state.isLeapSecond = true
    let leap = state.reading(takenAtNanoseconds: 9)
    #expect(leap.errorNanoseconds == 1_001_500_701)
    state.tookNanoseconds = .max
    let slow = state.reading(takenAtNanoseconds: 9)
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
  }
}
