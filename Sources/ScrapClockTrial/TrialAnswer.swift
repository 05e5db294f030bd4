// SPDX-License-Identifier: Apache-2.0

/// Trusted time, or none.
struct TrialAnswer {
  /// Both ends in Unix nanoseconds; nil if there is no trusted time.
  let interval: TrialInterval?
  /// Three witnesses agreed.
  let isThree: Bool
  /// The witnesses contradict what was held over.
  let isStep: Bool
}
