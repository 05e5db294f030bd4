// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import ScrapClock
import ScrapNMEA

/// A battery-backed real-time clock, `/dev/rtc0` and its like, that keeps UTC.
///
/// - `absent`: no such device, none that is a real-time clock, not permitted,
///   or taken: Linux lets one process at a time open it.
/// - `noFix`: the clock knows that it has lost its time or cannot keep it: no
///   valid time, backup empty, voltage too low; or it shows a time before it
///   was set.
/// - `faulty`: it cannot be read, or tells a date that does not exist.
/// - `good`: it has a time. A clock that lost its battery and does not know
///   tells a time as good as any: the arbitration holds it against the others.
///
/// It tells whole seconds: the truth lies anywhere in the second that it shows,
/// so the reading is its middle, and the bound half a second wider.
public struct RTCDevice: ClockSource {
  /// Where the device is.
  public let path: String
  /// How far it may be wrong.
  public let bound: RTCBound

  /// Names a device, which need not be there.
  ///
  /// - Precondition: the bound's numbers are in their ranges.
  public init(
    path: String = "/dev/rtc0", bound: RTCBound = .usual
  ) {
    precondition(bound.isPossible, "the bound's numbers are in their ranges")
    self.path = path
    self.bound = bound
  }

  /// Opens the device, reads it and closes it again, so that others may too.
  public mutating func read(nowNanoseconds: UInt64) -> ClockReading {
    let before = MonotonicCounter.time(CLOCK_MONOTONIC_RAW)
    let answer = answer()
    let took = MonotonicCounter.time(CLOCK_MONOTONIC_RAW) - before
    return reading(
      of: answer, takenAtNanoseconds: nowNanoseconds,
      tookNanoseconds: Int64(clamping: min(took, 1_000_000_000_000)))
  }

  private func answer() -> RTCAnswer {
    let descriptor = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return .notThere }
    defer { close(descriptor) }
    var time = rtc_time()
    guard scrap_rtc_read_time(descriptor, &time) == 0 else {
      return .failure(of: errno)
    }
    var bits: UInt32 = 0
    if scrap_rtc_read_voltage(descriptor, &bits) != 0 { bits = 0 }
    return .time(time, voltageBits: bits)
  }

  /// What an answer is worth.
  func reading(
    of answer: RTCAnswer, takenAtNanoseconds: UInt64, tookNanoseconds: Int64
  ) -> ClockReading {
    func without(_ health: ClockHealth) -> ClockReading {
      ClockReading(without: health, takenAtNanoseconds: takenAtNanoseconds)
    }
    switch answer {
    case .notThere: return without(.absent)
    case .invalid: return without(.noFix)
    case .unreadable: return without(.faulty)
    case .time(let time, let bits):
      guard bits & RTCAnswer.voltageBitsWithoutTime == 0 else {
        return without(.noFix)
      }
      let civil = CivilTime(
        year: time.tm_year &+ 1900, month: time.tm_mon &+ 1,
        day: time.tm_mday, hour: time.tm_hour, minute: time.tm_min,
        second: time.tm_sec)
      guard let unixSeconds = civil.unixSeconds else { return without(.faulty) }
      guard let boundNanoseconds = bound.nanoseconds(showing: unixSeconds)
      else { return without(.noFix) }
      return ClockReading(
        unixSeconds: unixSeconds, nanoseconds: 500_000_000,
        errorNanoseconds: 500_000_000 + boundNanoseconds + tookNanoseconds,
        takenAtNanoseconds: takenAtNanoseconds)
    }
  }
}
