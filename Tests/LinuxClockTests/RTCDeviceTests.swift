// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import ScrapClock
import TestSupport
import Testing

@testable import LinuxClock

@Suite struct RTCDeviceTests {
  private let folder = TemporaryFolder()

  /// 2026-11-21 12:30:00, as the kernel tells it.
  private func time(
    year: Int32 = 126, month: Int32 = 10, day: Int32 = 21, second: Int32 = 0
  ) -> rtc_time {
    var time = rtc_time()
    time.tm_year = year
    time.tm_mon = month
    time.tm_mday = day
    time.tm_hour = 12
    time.tm_min = 30
    time.tm_sec = second
    return time
  }

  private func reading(
    _ answer: RTCAnswer, bound: RTCBound = .constant(nanoseconds: 2_000_000_000)
  ) -> ClockReading {
    RTCDevice(bound: bound).reading(
      of: answer, takenAtNanoseconds: 9, tookNanoseconds: 7)
  }

  @Test func theTruthLiesInTheSecondThatIsShown() {
    #expect(
      reading(.time(time(), voltageBits: 0))
        == ClockReading(
          unixSeconds: Bench.sentenceSeconds, nanoseconds: 500_000_000,
          errorNanoseconds: 2_500_000_007, takenAtNanoseconds: 9))
  }

  /// 20 parts in a million are 1.728 s a day.
  @Test func theBoundOfAClockThatWasSetGrowsWithItsAge() {
    func error(ageSeconds: Int64) -> Int64? {
      let reading = reading(
        .time(time(), voltageBits: 0),
        bound: .sinceSet(
          atUnixSeconds: Bench.sentenceSeconds - ageSeconds,
          nanoseconds: 300_000_000, driftPartsPerBillion: 20_000))
      return reading.health == .good ? reading.errorNanoseconds : nil
    }
    #expect(error(ageSeconds: 0) == 800_000_007)
    #expect(error(ageSeconds: 1) == 800_020_007)
    #expect(error(ageSeconds: 86_400) == 2_528_000_007)
    #expect(error(ageSeconds: 100 * 86_400) == 173_600_000_007)
    // It shows a time before it was set: it has lost it.
    #expect(error(ageSeconds: -1) == nil)
    #expect(
      reading(
        .time(time(), voltageBits: 0),
        bound: .sinceSet(atUnixSeconds: Bench.sentenceSeconds - 86_400)
      ).errorNanoseconds == 500_000_007 + 1_000_000_000 + 4_320_000_000)
    // No age overflows.
    let century = reading(
      .time(time(), voltageBits: 0),
      bound: .sinceSet(
        atUnixSeconds: 0, nanoseconds: 3_155_759_999_999_999_999,
        driftPartsPerBillion: 1_000_000))
    #expect(century.errorNanoseconds > 3_155_759_999_999_999_999)
  }

  @Test func boundsThatCannotBeAreTold() {
    let year: Int64 = 31_557_600_000_000_000
    for nanoseconds in [-1, 100 * year, .min, .max] {
      #expect(!RTCBound.constant(nanoseconds: nanoseconds).isPossible)
      #expect(
        !RTCBound.sinceSet(
          atUnixSeconds: 0, nanoseconds: nanoseconds, driftPartsPerBillion: 0
        ).isPossible)
    }
    #expect(RTCBound.constant(nanoseconds: 100 * year - 1).isPossible)
    #expect(RTCBound.usual == .constant(nanoseconds: 10_000_000_000))
    #expect(!RTCBound.sinceSet(atUnixSeconds: -1).isPossible)
    #expect(RTCBound.sinceSet(atUnixSeconds: .max).isPossible)
    #expect(
      !RTCBound.sinceSet(
        atUnixSeconds: 0, nanoseconds: 0, driftPartsPerBillion: 1_000_001
      ).isPossible)
  }

  @Test func datesThatDoNotExistAreAFault() {
    let bad = [
      time(month: 12), time(month: -1), time(day: 31), time(day: 0),
      time(second: 60), time(year: 69), time(year: .max), time(month: .max),
      time(year: .min), time(month: .min),
    ]
    for time in bad {
      #expect(reading(.time(time, voltageBits: 0)).health == .faulty)
    }
  }

  @Test func aClockThatHasLostItsBatteryHasNoTime() {
    // Data invalid, backup low, backup empty, accuracy low, backup in use.
    let isLosing = [true, false, true, true, false]
    for bits in UInt32(0)..<32 {
      let isLost = isLosing.indices.contains {
        isLosing[$0] && bits >> UInt32($0) & 1 == 1
      }
      let health = reading(.time(time(), voltageBits: bits)).health
      #expect(health == (isLost ? .noFix : .good), "\(bits)")
    }
  }

  @Test func eachFailureOfTheDeviceHasItsHealth() {
    let cases: [(Int32, ClockHealth)] = [
      (EINVAL, .noFix), (EIO, .faulty), (ETIMEDOUT, .faulty),
      (ENOTTY, .absent), (ENODEV, .absent),
    ]
    for (code, health) in cases {
      #expect(reading(.failure(of: code)).health == health, "\(code)")
    }
  }

  @Test func whatIsNoRealTimeClockIsAbsent() throws {
    let folder = self.folder.path
    let file = folder + "/file"
    close(creat(file, 0o600))
    let device = PseudoTerminal(link: folder + "/tty")
    for path in [
      folder + "/none", folder, file, file + "/below", "/dev/null", "",
      folder + "/tty",
    ] {
      var clock = RTCDevice(path: path)
      let reading = clock.read(nowNanoseconds: 5)
      #expect(reading.health == .absent, "\(path)")
      #expect(reading.takenAtNanoseconds == 5)
    }
    device.vanish()
  }

  /// Where there is a clock, it is read; where there is none, that is said.
  @Test func theClockOfThisComputerIsReadIfThereIsOne() {
    var clock = RTCDevice()
    let reading = clock.read(nowNanoseconds: 5)
    let isThere = access(clock.path, F_OK) == 0
    if !isThere { #expect(reading.health == .absent) }
  }
}
