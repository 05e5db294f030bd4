// SPDX-License-Identifier: Apache-2.0

/// Why an operator's reading is not taken. The numbers are stable.
public enum ClockConfirmationError: UInt8, Error, Sendable {
  /// The error bound is zero or negative, or the fraction a second or more.
  case impossible = 1
  /// The time lies outside of what the format and the policy know.
  case outOfRange = 2
  /// With the time since the nonce was drawn it is wider than the policy
  /// allows: ask for a new nonce and answer sooner.
  case tooWide = 3
  /// It lies below the persisted time mark, which never falls.
  case belowMark = 4
  /// Its nonce was drawn after now: the counter fell.
  case counterFell = 5

  /// The name as traces and telemetry write it.
  public var name: StaticString {
    switch self {
    case .impossible: "impossible"
    case .outOfRange: "out_of_range"
    case .tooWide: "too_wide"
    case .belowMark: "below_mark"
    case .counterFell: "counter_fell"
    }
  }
}
