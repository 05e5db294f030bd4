// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What the steps of one decision leave behind: each stirs its own number in,
/// and only all of them, in order, come to the value that a grant needs.
///
/// A step that was skipped, by a fault or by an error in the program, cannot
/// read as an acceptance (E-45).
struct Evidence: Equatable, Sendable, BitwiseCopyable {
  private var value: UInt64 = 0x5c3a_9d17_e06b_42f8

  mutating func add(_ step: Step) {
    value = (value ^ UInt64(step.rawValue)) &* 0x9e37_79b9_7f4a_7c15
    value ^= value &>> 29
  }

  /// What every step of a whole request, or of a chain presented alone, comes
  /// to.
  static func complete(hasTask: Bool) -> Evidence {
    var evidence = Evidence()
    for step in Step.readiness.rawValue...Step.constraints.rawValue {
      guard let step = Step(rawValue: step) else { continue }
      let isTaskStep = step == .requestTime || step == .capability
      if hasTask || !isTaskStep { evidence.add(step) }
    }
    return evidence
  }
}
