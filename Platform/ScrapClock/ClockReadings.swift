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
    get {
      switch name {
      case .gps: gps
      case .gpsSecond: gpsSecond
      case .ntp: ntp
      case .rtc: rtc
      }
    }
    set {
      switch name {
      case .gps: gps = newValue
      case .gpsSecond: gpsSecond = newValue
      case .ntp: ntp = newValue
      case .rtc: rtc = newValue
      }
    }
  }
}
