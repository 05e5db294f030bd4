// SPDX-License-Identifier: Apache-2.0

/// The KISS ports of a link, 0 to 15. The numbers are stable.
public enum LinkPort: UInt8, Sendable, BitwiseCopyable {
  /// SCRAP messages, one a frame, in both directions.
  case messages = 0
  /// Telemetry records, one a frame, from the satellite.
  case telemetry = 1
  /// Commands to the link's own end, one a frame: `LinkCommand`.
  case control = 2
  /// Lines for people, from the satellite. Its command byte is the digit 0.
  case text = 3
}
