// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What an arbitration believes: the mission's choice.
public struct ClockPolicy: Equatable, Sendable, BitwiseCopyable {
  /// A temperature-compensated oscillator over temperature and age: 5 parts in
  /// a million, 0.43 seconds a day.
  public static var tcxoPartsPerBillion: UInt32 { 5_000 }
  /// A plain crystal over temperature and age: 50 parts in a million, 4.3
  /// seconds a day.
  public static var xoPartsPerBillion: UInt32 { 50_000 }
  /// Weights of SCRAP §10.5.2; they place the estimate, never the interval.
  static var gpsWeight: Int64 { 10 }
  static var ntpWeight: Int64 { 5 }
  static var rtcWeight: Int64 { 1 }

  /// No time before this is believed: when the image was built, or the
  /// profile's `earliest_time_s`. Unix seconds.
  public var earliestSeconds: UInt64
  /// By how much the monotonic counter may run fast or slow; 1 to 1,000,000.
  public var oscillatorPartsPerBillion: UInt32 = xoPartsPerBillion
  /// A source with a greater error bound is no witness; 1 to 3,600. The
  /// MAX_CLOCK_DEVIATION of SCRAP §10.5.2.
  public var sourceErrorSecondsMax: UInt32 = 60
  /// A wider interval is no trusted time; 1 to 3,600. With a mark the store
  /// keeps the width in 16 bits.
  public var widthSecondsMax: UInt32 = 120
  /// A receiver's reading that is older is stale; 1 to 86,400.
  public var gpsAgeSecondsMax: UInt32 = 30
  /// A reading of time from the ground that is older is stale: one orbit of
  /// SCRAP §10.5.2, 95 minutes; 1 to 86,400.
  public var ntpAgeSecondsMax: UInt32 = 5_700
  /// A reading of the real-time clock that is older is stale; 1 to 86,400.
  public var rtcAgeSecondsMax: UInt32 = 30
  /// How long a source that leapt or drifted stays out; 1 to 86,400.
  public var settleSeconds: UInt32 = 600
  /// By how much Unix time may leap while the counter does not: leap seconds
  /// are not told beforehand, and both signs are possible. Each reading counts
  /// as so much less certain, and what is held over widens by 65 parts per
  /// billion and second more; 0 to 2.
  public var leapSecondsMax: UInt32 = 1
  /// How far the first fix after a start may lie above the persisted time mark
  /// before the ground must confirm it (E-55); 366 days.
  public var firstFixJumpSecondsMax: UInt64 = 31_622_400

  /// Makes the policy of a plain crystal with the specification's figures.
  ///
  /// - Parameter earliestSeconds: no time before this is believed.
  public init(earliestSeconds: UInt64) {
    self.earliestSeconds = earliestSeconds
  }

  /// Whether every figure lies in its range.
  public var isPossible: Bool {
    earliestSeconds &>> 32 == 0
      && isRate(oscillatorPartsPerBillion)
      && isIn(sourceErrorSecondsMax, 3_600)
      && isIn(widthSecondsMax, 3_600)
      && isIn(gpsAgeSecondsMax, 86_400)
      && isIn(ntpAgeSecondsMax, 86_400)
      && isIn(rtcAgeSecondsMax, 86_400)
      && isIn(settleSeconds, 86_400)
      && leapSecondsMax <= 2
      && firstFixJumpSecondsMax &>> 32 == 0
  }

  private func isRate(_ value: UInt32) -> Bool { isIn(value, 1_000_000) }

  private func isIn(_ value: UInt32, _ most: UInt32) -> Bool {
    value >= 1 && value <= most
  }

  func ageSecondsMax(_ name: ClockSourceName) -> UInt32 {
    switch name {
    case .gps, .gpsSecond: gpsAgeSecondsMax
    case .ntp: ntpAgeSecondsMax
    case .rtc: rtcAgeSecondsMax
    }
  }

  /// By how much what is held over widens. One leap second uses up the room
  /// that each reading leaves for it, so that this must have grown again by the
  /// next, 181 days later at the earliest, less a day that readings may be old:
  /// 65 parts per billion and second. At the oscillator's bound its own part
  /// adds no room.
  var heldOverPartsPerBillion: UInt32 {
    oscillatorPartsPerBillion &+ leapSecondsMax &* 65
  }

  /// Whether an interval is narrow enough to be trusted time.
  func isAnswer(_ interval: ClockInterval) -> Bool {
    interval.widthNanoseconds
      <= Nanoseconds.of(seconds: UInt64(widthSecondsMax))
  }

  /// What every stated error bound leaves out.
  var leapNanoseconds: Int64 {
    Nanoseconds.of(seconds: UInt64(leapSecondsMax))
  }

  func weight(_ name: ClockSourceName) -> Int64 {
    switch name {
    case .gps, .gpsSecond: Self.gpsWeight
    case .ntp: Self.ntpWeight
    case .rtc: Self.rtcWeight
    }
  }
}
