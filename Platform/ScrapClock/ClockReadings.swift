// SPDX-License-Identifier: Apache-2.0

/// One reading of each source; those that nobody sets are absent.
public struct ClockReadings: Equatable, Sendable, BitwiseCopyable {
  public var gps: ClockReading
  public var gpsSecond: ClockReading
  public var ntp: ClockReading
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
