// SPDX-License-Identifier: Apache-2.0

/// The kinds of telemetry records. The numbers are stable.
public enum TelemetryKind: UInt8, Sendable, BitwiseCopyable {
  /// What was found at the start.
  case boot = 1
  /// The decision on one request.
  case verdict = 2
  /// What became of another message.
  case message = 3
  /// Counters and state.
  case housekeeping = 4
}
