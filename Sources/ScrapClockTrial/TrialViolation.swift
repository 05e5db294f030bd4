// SPDX-License-Identifier: Apache-2.0

/// A rule that trusted time broke.
public struct TrialViolation: Equatable, Sendable {
  /// The rules.
  public enum Rule: String, Equatable, Sendable {
    /// While one witness lied at most, the interval holds the true time.
    case truth
    /// No trusted time lies below the persisted time mark.
    case mark
    /// No interval is wider than the policy allows.
    case width
    /// However many lie: no end moves faster than counter, oscillator and leap
    /// seconds allow.
    case drag
    /// With two witnesses beyond doubt there is trusted time.
    case available
    /// An operator's reading that cannot be is refused, one that can is taken.
    case ground
  }

  /// Which rule.
  public let rule: Rule
  /// What happened, in words.
  public let text: String
}
