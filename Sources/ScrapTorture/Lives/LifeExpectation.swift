// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// What a satellite may answer.
struct LifeExpectation {
  var mayAccept = false
  var reasons: [Reason] = []
  /// The promise that an acceptance would break.
  var rule: LifeRule = .acceptedWrongly
  /// The lower bound of time under which the store decides; nil if it is not
  /// asked.
  var loSeconds: UInt64?

  static func refusal(
    _ reason: Reason, _ rule: LifeRule = .acceptedWrongly
  ) -> LifeExpectation {
    LifeExpectation(reasons: [reason], rule: rule)
  }

  /// Whether an answer is one of them; nil stands for "accepted".
  func allows(_ answer: Reason?) -> Bool {
    guard let answer else { return mayAccept }
    return reasons.contains(answer)
  }
}
