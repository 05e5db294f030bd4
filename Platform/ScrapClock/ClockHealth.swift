// SPDX-License-Identifier: Apache-2.0

/// What a source says of itself. Only `good` is ever believed.
public enum ClockHealth: UInt8, Sendable, BitwiseCopyable {
  /// There is no such device, or it does not answer.
  case absent = 0
  /// The device answers and has no time: a receiver without a fix, a real-time
  /// clock that has lost its battery, a kernel clock that nobody sets.
  case noFix = 1
  /// A receiver that cannot tell UTC from GPS time yet (E-58).
  case noLeapSeconds = 2
  /// The device answers what nobody can read.
  case faulty = 3
  /// The device has a time and vouches for its error bound.
  case good = 4

  /// The name as traces and telemetry write it.
  public var name: StaticString {
    switch self {
    case .absent: "absent"
    case .noFix: "no_fix"
    case .noLeapSeconds: "no_leap_seconds"
    case .faulty: "faulty"
    case .good: "good"
    }
  }
}
