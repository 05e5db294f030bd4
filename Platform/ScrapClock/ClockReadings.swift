// SPDX-License-Identifier: Apache-2.0

/// One reading of each source; those that nobody sets are absent.
public struct ClockReadings: Equatable, Sendable, BitwiseCopyable {
  /// Of the receiver.
  public var gps: ClockReading
  /// Of the second receiver.
  public var gpsSecond: ClockReading
  /// Of the time from the ground.
  public var ntp: ClockReading
  /// Of the real-time clock.
  public var rtc: ClockReading

  /// Gathers readings.
  public init(
    gps: ClockReading = .absent,
    gpsSecond: ClockReading = .absent,
    ntp: ClockReading = .absent,
    rtc: ClockReading = .absent
  ) {
    self.gps = gps
    self.gpsSecond = gpsSecond
    self.ntp = ntp
    self.rtc = rtc
  }

  /// The reading of one source.
  public subscript(name: ClockSourceName) -> ClockReading {
    switch name {
    case .gps: gps
    case .gpsSecond: gpsSecond
    case .ntp: ntp
    case .rtc: rtc
    }
  }

  /// Takes the reading of one source. (A setter would bring a coroutine, and
  /// its frame is on the heap.)
  public mutating func set(_ reading: ClockReading, of name: ClockSourceName) {
    switch name {
    case .gps: gps = reading
    case .gpsSecond: gpsSecond = reading
    case .ntp: ntp = reading
    case .rtc: rtc = reading
    }
  }
}
