// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier

extension TraceStep {
  /// The line of a trace that this step is read from. Absent sources are left
  /// out.
  ///
  /// - Precondition: the counter and the instants are below 2^63 seconds'
  ///   nanoseconds, as every real device's are.
  public var json: JSONText {
    var members: [(String, JSONText)] = [
      ("counter_seconds", Self.counter(counterNanoseconds))
    ]
    if let truthNanoseconds {
      members.append(
        ("truth_seconds", .seconds(ExactSeconds(nanoseconds: truthNanoseconds)))
      )
    }
    if let timeMarkSeconds {
      members.append(("time_mark_seconds", .integer(timeMarkSeconds)))
    }
    if isRestart { members.append(("restart", .bool(true))) }
    for name in Self.sourceNames where readings[name].health != .absent {
      members.append(("\(name.name)", Self.object(readings[name])))
    }
    if let operatorReading {
      members.append(("operator", Self.object(operatorReading)))
    }
    return .object(members)
  }

  private static func counter(_ nanoseconds: UInt64) -> JSONText {
    .seconds(ExactSeconds(nanoseconds: Int64(nanoseconds)))
  }

  private static func object(_ reading: ClockReading) -> JSONText {
    guard reading.health == .good else {
      return .object([("health", .string(reading.health.name))])
    }
    return .object([
      ("unix_seconds", .seconds(ExactSeconds(reading))),
      (
        "error_seconds",
        .seconds(ExactSeconds(nanoseconds: reading.errorNanoseconds))
      ),
      ("taken_seconds", counter(reading.takenAtNanoseconds)),
    ])
  }

  private static func object(_ reading: OperatorClockReading) -> JSONText {
    .object([
      (
        "unix_seconds",
        .seconds(
          ExactSeconds(
            seconds: reading.unixSeconds, nanoseconds: reading.nanoseconds))
      ),
      (
        "error_seconds",
        .seconds(ExactSeconds(nanoseconds: reading.errorNanoseconds))
      ),
      ("drawn_seconds", counter(reading.drawnAtNanoseconds)),
    ])
  }
}
