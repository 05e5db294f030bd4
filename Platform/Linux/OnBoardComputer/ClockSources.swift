// SPDX-License-Identifier: Apache-2.0

import LinuxClock
import ScrapClock
import ScrapNMEA
import ScrapTarget

/// The clocks that were named, each in its place.
struct ClockSources: ~Copyable {
  private var gps: NMEASource?
  private var gpsSecond: NMEASource?
  private var rtc: RTCDevice?
  private var kernel: KernelClock?
  private var simulatedGPS: SimulatedClock?
  private var simulatedRTC: SimulatedClock?

  init(_ options: ClockOptions) {
    if let endpoint = options.gps { gps = NMEASource(endpoint: endpoint) }
    if let endpoint = options.gpsSecond {
      gpsSecond = NMEASource(endpoint: endpoint)
    }
    rtc = options.rtc.map { RTCDevice(path: $0) }
    kernel = options.hasKernel ? KernelClock() : nil
    if options.isSimulated {
      simulatedGPS = SimulatedClock(
        errorNanoseconds: 200_000_000, hasWholeSeconds: false)
      simulatedRTC = SimulatedClock(
        errorNanoseconds: 2_500_000_000, hasWholeSeconds: true)
    }
  }

  /// Reads every source and hands it over. The counter is read anew for each:
  /// reading another may take a while.
  mutating func feed(
    _ target: inout Obc, counter: inout MonotonicCounter
  ) {
    if let reading = gps?.read(nowNanoseconds: counter.nanoseconds()) {
      target.feed(reading, of: .gps)
    }
    if let reading = gpsSecond?.read(nowNanoseconds: counter.nanoseconds()) {
      target.feed(reading, of: .gpsSecond)
    }
    if let reading = rtc?.read(nowNanoseconds: counter.nanoseconds()) {
      target.feed(reading, of: .rtc)
    }
    if let reading = kernel?.read(nowNanoseconds: counter.nanoseconds()) {
      target.feed(reading, of: .ntp)
    }
    if let reading = simulatedGPS?.read(nowNanoseconds: counter.nanoseconds()) {
      target.feed(reading, of: .gps)
    }
    if let reading = simulatedRTC?.read(nowNanoseconds: counter.nanoseconds()) {
      target.feed(reading, of: .rtc)
    }
  }
}
