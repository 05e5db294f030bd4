// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// What an arbitration found.
public struct ClockDecision: Equatable, Sendable {
  /// Where the true time lies; nil if there is no trusted time.
  public let interval: ClockInterval?
  /// The likeliest instant within it, by the weights of SCRAP §10.5.2: for
  /// display and records, never for a decision. Unix nanoseconds.
  public let estimateNanoseconds: Int64?
  /// Why.
  public let reason: ClockReason
  /// What became of each source, by `ClockSourceName`.
  public let states: InlineArray<4, ClockSourceState>
  /// Signs of spoofing or failure.
  public let alarms: ClockAlarms

  /// What the verifier takes: nil is `no_secure_time`.
  public var trustedTime: TrustedTime? { interval?.trustedTime }

  /// What became of one source.
  public func state(_ name: ClockSourceName) -> ClockSourceState {
    states[Int(name.rawValue)]
  }

  /// Compares everything.
  public static func == (a: ClockDecision, b: ClockDecision) -> Bool {
    for index in 0..<ClockSourceName.count
    where a.states[index] != b.states[index] { return false }
    return a.interval == b.interval
      && a.estimateNanoseconds == b.estimateNanoseconds
      && a.reason == b.reason && a.alarms == b.alarms
  }
}
