// SPDX-License-Identifier: Apache-2.0

/// A promise that did not hold, and how to see it again.
public struct LifeViolation: Equatable, Sendable, CustomStringConvertible {
  /// The promise.
  public var rule: LifeRule
  /// What was seen, in a sentence.
  public var text: String
  /// The seed of the life.
  public var seed: UInt64
  /// The number of the life under that seed.
  public var trial: UInt64

  /// Rule, place and what was seen.
  public var description: String {
    "\(rule.rawValue): \(text) "
      + "(seed 0x\(String(seed, radix: 16)), trial \(trial))"
  }
}
