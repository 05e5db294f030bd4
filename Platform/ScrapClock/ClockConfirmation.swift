// SPDX-License-Identifier: Apache-2.0

/// What an operator's reading did to the time that was held over.
public enum ClockConfirmation: Sendable, BitwiseCopyable {
  /// The reading took its place: there was none, it was less certain, or the
  /// two contradict each other.
  case replaced
  /// The reading is less certain: what both allow is held over.
  case cut
}
