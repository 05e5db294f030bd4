// SPDX-License-Identifier: Apache-2.0

public import LinuxClock

/// Where a satellite's time comes from.
public struct ClockOptions: Equatable, Sendable {
  /// A GNSS receiver.
  public var gps: NMEAEndpoint?
  /// A second one.
  public var gpsSecond: NMEAEndpoint?
  /// A real-time clock's device.
  public var rtc: String?
  /// Whether the kernel's clock is a source, in the place of ntp.
  public var hasKernel = false
  /// Whether a receiver and a real-time clock are simulated, from the kernel's
  /// clock whether or not anybody keeps that right: for demonstrations alone.
  public var isSimulated = false

  /// No source: the operator tells the time.
  public init() {}

  /// Adds a source: `kernel`, `gps=RECEIVER`, `gps-second=RECEIVER`,
  /// `rtc=DEVICE`, or `demo` for the kernel's clock with a simulated receiver
  /// and a simulated real-time clock. False for anything else.
  public mutating func add(_ text: String) -> Bool {
    let parts = text.split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count == 2 ? String(parts[1]) : nil
    switch (parts[0], value) {
    case ("kernel", nil): hasKernel = true
    case ("demo", nil):
      hasKernel = true
      isSimulated = true
    case ("gps", let value?):
      guard let endpoint = NMEAEndpoint(parsing: value) else { return false }
      gps = endpoint
    case ("gps-second", let value?):
      guard let endpoint = NMEAEndpoint(parsing: value) else { return false }
      gpsSecond = endpoint
    case ("rtc", let value?) where value.hasPrefix("/"): rtc = value
    default: return false
    }
    return true
  }

  /// What is wrong with the choice; nil if nothing is.
  public var problem: String? {
    isSimulated && (gps != nil || gpsSecond != nil || rtc != nil)
      ? "clock: expected demo, or real receivers and clocks, not both" : nil
  }
}
