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
  @Option(
    help: ArgumentHelp(
      """
      When the real-time clock was set, to the second, Unix time: its bound \
      is 1 s then and grows by 50 parts in a million. 10 s throughout if \
      absent.
      """, valueName: "seconds"))
  var rtcSetAt: UInt32?
  @Flag(help: "Take the kernel's clock for ntp.")
  var kernel = false
  @Option(
    help: ArgumentHelp(
      """
      What is added to the kernel's own error bound, at most 3600: what the \
      daemon that keeps the clock does not tell the kernel.
      """, valueName: "seconds"))
  var kernelBound = DecimalSeconds(
    nanoseconds: UInt64(KernelClock.boundNanosecondsDefault))
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
    guard kernelBound.nanoseconds <= 3_600 * Nanoseconds.perSecond else {
      throw ValidationError("--kernel-bound: expected 0 to 3600.")
    }
    guard rtc != nil || rtcSetAt == nil else {
      throw ValidationError("--rtc-set-at: expected --rtc.")
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
        _ = clocks.receivers(&counter)
        let rest = UInt32(min(deadline - now, Nanoseconds.perSecond) / 1000)
        usleep(min(Self.pollMicroseconds, max(rest, 1)))
        now = counter.nanoseconds()
      }
      deadline = max(deadline, now) + UInt64(interval) * Nanoseconds.perSecond
      let readings = clocks.all(&counter)
      var step = TraceStep(counterNanoseconds: counter.nanoseconds())
      step.readings = readings
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
          UInt64(command.leapSecondsSettle) * Nanoseconds.perSecond)
      if let argument = command.gps {
        gps = NMEASource(endpoint: argument.endpoint, policy: policy)
      }
      if let argument = command.gpsSecond {
        gpsSecond = NMEASource(endpoint: argument.endpoint, policy: policy)
      }
      let bound = command.rtcSetAt.map {
        RTCBound.sinceSet(atUnixSeconds: Int64($0))
      }
      rtc = command.rtc.map { RTCDevice(path: $0, bound: bound ?? .usual) }
      let kernelBound = Int64(command.kernelBound.nanoseconds)
      kernel =
        command.kernel ? KernelClock(boundNanoseconds: kernelBound) : nil
    }

    /// The counter is read anew for each: reading another may take a while.
    mutating func receivers(_ counter: inout MonotonicCounter) -> ClockReadings
    {
      ClockReadings(
        gps: gps?.read(nowNanoseconds: counter.nanoseconds()) ?? .absent,
        gpsSecond: gpsSecond?.read(nowNanoseconds: counter.nanoseconds())
          ?? .absent)
    }

    mutating func all(_ counter: inout MonotonicCounter) -> ClockReadings {
      var readings = receivers(&counter)
      readings.ntp =
        kernel?.read(nowNanoseconds: counter.nanoseconds()) ?? .absent
      readings.rtc = rtc?.read(nowNanoseconds: counter.nanoseconds()) ?? .absent
      return readings
    }
  }
}
