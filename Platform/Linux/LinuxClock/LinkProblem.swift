// SPDX-License-Identifier: Apache-2.0

/// Why there is no line to a receiver.
///
/// The numbers are stable: telemetry uses them.
public enum LinkProblem: UInt8, Error, Equatable, Sendable {
  /// There is no such device.
  case notFound = 1
  /// It may not be opened by this user.
  case notPermitted = 2
  /// There is something, and it is not a serial device.
  case notDevice = 3
  /// Somebody else keeps it to himself.
  case busy = 4
  /// Nobody listens at the address, or no way leads there.
  case unreachable = 5
  /// Nobody answered in time.
  case timedOut = 6
  /// The device vanished, or the other side hung up.
  case hungUp = 7
  /// The line is there, and nothing came for a long time.
  case silent = 8
  /// The system has refused it for another reason.
  case systemFailed = 9

  /// The name as telemetry writes it.
  public var name: String {
    switch self {
    case .notFound: "not_found"
    case .notPermitted: "not_permitted"
    case .notDevice: "not_device"
    case .busy: "busy"
    case .unreachable: "unreachable"
    case .timedOut: "timed_out"
    case .hungUp: "hung_up"
    case .silent: "silent"
    case .systemFailed: "system_failed"
    }
  }
}
