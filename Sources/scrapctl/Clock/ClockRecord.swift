// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import LinuxClock
import ScrapClock
import ScrapGround
import ScrapNMEA

/// `scrapctl clock record`.
struct ClockRecord: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Write a trace of this computer's clocks for explain.",
    discussion: """
      Prints one step every so many seconds. A device that is not there is \
      left out of the step, and tried again. A receiver is PATH, PATH@BAUD, \
      ADDRESS:PORT or gpsd:ADDRESS:PORT.
      """)

  @Option(help: ArgumentHelp("A GNSS receiver.", valueName: "receiver"))
  var gps: ReceiverArgument?
  @Option(help: ArgumentHelp("A second one.", valueName: "receiver"))
  var gpsSecond: ReceiverArgument?
  @Option(help: ArgumentHelp("A real-time clock.", valueName: "device"))
  var rtc: String?
  @Flag(help: "Take the kernel's clock for ntp.")
  var kernel = false
  @Option(
    help: ArgumentHelp(
      """
      How long a receiver must have had a fix until its leap seconds are \
      believed, at most 86400.
      """, valueName: "seconds"))
  var leapSecondsSettle: UInt32 = 750
  @Option(
    help: ArgumentHelp(
      "The time between two steps, 1 to 86400.", valueName: "seconds"))
  var interval: UInt32 = 10
  @Option(
    help: ArgumentHelp(
      "How many steps; without end if absent.", valueName: "number"))
  var steps: UInt64?

  /// Receivers are to be asked at least once a second.
  private static let pollMicroseconds: UInt32 = 250_000

  func validate() throws {
    guard (1...86_400).contains(interval) else {
      throw ValidationError("--interval: expected 1 to 86400.")
    }
    guard leapSecondsSettle <= 86_400 else {
      throw ValidationError("--leap-seconds-settle: expected 0 to 86400.")
    }
    guard gps != nil || gpsSecond != nil || rtc != nil || kernel else {
      throw ValidationError("Name a clock: --gps, --rtc or --kernel.")
    }
  }

  func run() throws {
    var counter = MonotonicCounter()
    var clocks = Clocks(self)
    var deadline = counter.nanoseconds()
    var count: UInt64 = 0
    while count < steps ?? UInt64.max {
      var now = counter.nanoseconds()
      while now < deadline {
        // Also keeps the receivers' buffers empty.
        _ = clocks.receivers(now)
        let rest = UInt32(min(deadline - now, 1_000_000_000) / 1000)
        usleep(min(Self.pollMicroseconds, max(rest, 1)))
        now = counter.nanoseconds()
      }
      deadline = max(deadline, now) + UInt64(interval) * 1_000_000_000
      var step = TraceStep(counterNanoseconds: now)
      step.readings = clocks.all(now)
      // A reading may take a while, and be of a moment after `now`.
      step.counterNanoseconds = counter.nanoseconds()
      try Console.print(step.json.line)
      count += 1
    }
  }

  /// The clocks that were named.
  private struct Clocks: ~Copyable {
    private var gps: NMEASource?
    private var gpsSecond: NMEASource?
    private var rtc: RTCDevice?
    private var kernel: KernelClock?

    init(_ command: ClockRecord) {
      let policy = NMEAPolicy(
        leapSecondsSettleNanoseconds:
          UInt64(command.leapSecondsSettle) * 1_000_000_000)
      if let argument = command.gps {
        gps = NMEASource(endpoint: argument.endpoint, policy: policy)
      }
      if let argument = command.gpsSecond {
        gpsSecond = NMEASource(endpoint: argument.endpoint, policy: policy)
      }
      rtc = command.rtc.map { RTCDevice(path: $0) }
      kernel = command.kernel ? KernelClock() : nil
    }

    mutating func receivers(_ now: UInt64) -> ClockReadings {
      ClockReadings(
        gps: gps?.read(nowNanoseconds: now) ?? .absent,
        gpsSecond: gpsSecond?.read(nowNanoseconds: now) ?? .absent)
    }

    mutating func all(_ now: UInt64) -> ClockReadings {
      var readings = receivers(now)
      readings.ntp = kernel?.read(nowNanoseconds: now) ?? .absent
      readings.rtc = rtc?.read(nowNanoseconds: now) ?? .absent
      return readings
    }
  }
}
