// SPDX-License-Identifier: Apache-2.0

import ScrapClock

/// The figures that a trace was made for: its first line, if it is
/// `{"policy": {…}}`.
public enum TracePolicy {
  /// Reads such a line.
  ///
  /// - Parameters:
  ///   - line: the first line of a trace.
  ///   - standard: the figures that the line does not name.
  /// - Returns: nil if the line is something else.
  /// - Throws: `wrongValue` with the member, what was expected and found.
  public static func read(
    _ line: some Sequence<UInt8>, standard: ClockPolicy
  ) throws(GroundError) -> ClockPolicy? {
    let value = try JSONValue(json: line, place: "step")
    let members = try JSONObject(value, place: "")
    guard members.has("policy") else { return nil }
    try members.checkNames(["policy"])
    let figures = try members.object("policy")
    try figures.checkNames(short.map(\.0) + long.map(\.0))
    var policy = standard
    for (name, path) in short {
      let figure = try figures.integer(name, 0...UInt64(UInt32.max))
      if let figure { policy[keyPath: path] = UInt32(figure) }
    }
    for (name, path) in long {
      let figure = try figures.integer(name, 0...UInt64.max)
      if let figure { policy[keyPath: path] = figure }
    }
    guard policy.isPossible else {
      throw .wrongValue(
        place: "policy", expected: "every figure in its range",
        found: figures.found)
    }
    return policy
  }

  private static var short: [(String, WritableKeyPath<ClockPolicy, UInt32>)] {
    [
      ("oscillator_parts_per_billion", \.oscillatorPartsPerBillion),
      ("source_error_seconds_max", \.sourceErrorSecondsMax),
      ("width_seconds_max", \.widthSecondsMax),
      ("gps_age_seconds_max", \.gpsAgeSecondsMax),
      ("ntp_age_seconds_max", \.ntpAgeSecondsMax),
      ("rtc_age_seconds_max", \.rtcAgeSecondsMax),
      ("settle_seconds", \.settleSeconds),
      ("leap_seconds_max", \.leapSecondsMax),
    ]
  }

  private static var long: [(String, WritableKeyPath<ClockPolicy, UInt64>)] {
    [
      ("earliest_seconds", \.earliestSeconds),
      ("first_fix_jump_seconds_max", \.firstFixJumpSecondsMax),
    ]
  }
}
