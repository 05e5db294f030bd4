// SPDX-License-Identifier: Apache-2.0

/// The places that sources have in an arbitration.
///
/// The numbers are stable: telemetry and traces use them.
public enum ClockSourceName: UInt8, Sendable, BitwiseCopyable {
  /// A GNSS receiver.
  case gps = 0
  /// A second GNSS receiver; together with the first it is one witness, for
  /// one transmitter deceives both.
  case gpsSecond = 1
  /// Time from the ground, by whatever protocol.
  case ntp = 2
  /// The battery-backed real-time clock.
  case rtc = 3

  /// How many places there are.
  public static var count: Int { 4 }

  /// The place with a number below `count`.
  ///
  /// - Precondition: `index` is below `count`.
  public init(index: Int) {
    switch index {
    case 0: self = .gps
    case 1: self = .gpsSecond
    case 2: self = .ntp
    case 3: self = .rtc
    default: preconditionFailure("a source's index is below count")
    }
  }

  /// The name as traces and telemetry write it.
  public var name: StaticString {
    switch self {
    case .gps: "gps"
    case .gpsSecond: "gps_second"
    case .ntp: "ntp"
    case .rtc: "rtc"
    }
  }
}
