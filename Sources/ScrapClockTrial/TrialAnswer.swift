// SPDX-License-Identifier: Apache-2.0

/// Trusted time, or none.
struct TrialAnswer {
  /// Both ends in Unix nanoseconds; nil if there is no trusted time.
  let interval: TrialInterval?
  /// It is the ground's word, or what that left to hold over.
  var isGround = false
}
