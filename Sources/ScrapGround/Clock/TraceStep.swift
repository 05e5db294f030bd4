// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier

/// One line of a recorded trace: what the sources said, and when.
public struct TraceStep: Equatable, Sendable {
  /// The monotonic counter.
  public var counterNanoseconds: UInt64
  /// The true time, if whoever made the trace knew it. Unix nanoseconds.
  public var truthNanoseconds: Int64?
  /// The store's persisted time mark from here on, unless it is higher already.
  public var timeMarkSeconds: UInt64?
  /// Whether the satellite started anew before this step.
  public var isRestart = false
  /// What the sources said.
  public var readings = ClockReadings()
  /// An operator's reading that came before the arbitration.
  public var operatorReading: OperatorClockReading?

  /// Makes a step of which nothing but the time on the counter is known.
  public init(counterNanoseconds: UInt64) {
    self.counterNanoseconds = counterNanoseconds
  }

  /// Reads a step.
  ///
  /// - Parameter line: a JSON object with `counter_seconds`, and maybe
  ///   `truth_seconds`, `time_mark_seconds`, `restart`, `gps`, `gps_second`,
  ///   `ntp`, `rtc`, `operator`.
  /// - Throws: `wrongValue` with the member, what was expected and found.
  public init(line: some Sequence<UInt8>) throws(GroundError) {
    try self.init(JSONObject(JSONValue(json: line, place: "step"), place: ""))
  }

  init(_ members: JSONObject) throws(GroundError) {
    try members.checkNames(
      [
        "counter_seconds", "truth_seconds", "time_mark_seconds", "restart",
      ] + Self.sourceNames.map { "\($0.name)" } + ["operator"])
    let counter = try members.counter("counter_seconds")
    counterNanoseconds = counter
    if members.has("truth_seconds") {
      truthNanoseconds = try members.seconds(
        "truth_seconds", "seconds from 1677 to 2262", \.totalNanoseconds)
    }
    timeMarkSeconds = try members.integer("time_mark_seconds", 0...UInt64.max)
    isRestart = try members.bool("restart")
    for name in Self.sourceNames where members.has("\(name.name)") {
      let reading = try members.object("\(name.name)")
      readings.set(
        try ClockReading(reading, takenAtNanoseconds: counter), of: name)
    }
    if members.has("operator") {
      operatorReading = try OperatorClockReading(members.object("operator"))
    }
  }

  /// Every place of a source, in order.
  public static var sourceNames: [ClockSourceName] {
    (0..<ClockSourceName.count).map { ClockSourceName(index: $0) }
  }
}

extension JSONObject {
  /// A value of the monotonic counter.
  fileprivate func counter(_ name: String) throws(GroundError) -> UInt64 {
    try seconds(
      name, "a counter from 0 to 18446744073 seconds", \.counterNanoseconds)
  }

  /// An error bound, which may be absurd in what 64 bits hold.
  fileprivate func bound(_ name: String) throws(GroundError) -> Int64 {
    try seconds(
      name, "at most 9223372036 seconds", \.totalNanoseconds)
  }
}

extension ClockReading {
  fileprivate init(
    _ members: JSONObject, takenAtNanoseconds counter: UInt64
  ) throws(GroundError) {
    try members.checkNames([
      "unix_seconds", "error_seconds", "taken_seconds", "health",
    ])
    let health =
      members.has("health") ? try ClockHealth(members, "health") : .good
    let takenAt =
      members.has("taken_seconds")
      ? try members.counter("taken_seconds") : counter
    guard health == .good || members.has("unix_seconds") else {
      self.init(without: health, takenAtNanoseconds: takenAt)
      return
    }
    let unix = try members.seconds("unix_seconds")
    self.init(
      unixSeconds: unix.seconds, nanoseconds: unix.nanoseconds,
      errorNanoseconds: try members.bound("error_seconds"),
      takenAtNanoseconds: takenAt, health: health)
  }
}

extension ClockHealth {
  private static var all: [ClockHealth] {
    (0...UInt8.max).compactMap { ClockHealth(rawValue: $0) }
  }

  fileprivate init(
    _ members: JSONObject, _ name: String
  ) throws(GroundError) {
    let text = try members.string(name)
    guard let health = Self.all.first(where: { "\($0.name)" == text }) else {
      throw .wrongValue(
        place: members.path(name),
        expected: "one of "
          + Self.all.map { "\($0.name)" }.joined(separator: ", "),
        found: JSONText.string(String(text.prefix(80))).line)
    }
    self = health
  }
}

extension OperatorClockReading {
  fileprivate init(_ members: JSONObject) throws(GroundError) {
    try members.checkNames([
      "unix_seconds", "error_seconds", "drawn_seconds",
    ])
    let unix = try members.seconds("unix_seconds")
    self.init(
      unixSeconds: unix.seconds, nanoseconds: unix.nanoseconds,
      errorNanoseconds: try members.bound("error_seconds"),
      drawnAtNanoseconds: try members.counter("drawn_seconds"))
  }
}
