// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapIntegers
import ScrapVerifier

/// What the last arbitration came to, as telemetry has it.
struct ClockWord: BitwiseCopyable {
  var isTrusted: Bool = false
  var reason: UInt32 = UInt32(ClockReason.noWitness.rawValue)
  var alarms: UInt32 = 0
  var loSeconds: UInt32 = 0
  var hiSeconds: UInt32 = 0

  init() {}

  init(_ decision: ClockDecision) {
    let time = decision.trustedTime
    isTrusted = time != nil
    reason = UInt32(decision.reason.rawValue)
    alarms = UInt32(decision.alarms.rawValue)
    // Trusted time ends in 2106.
    loSeconds = UInt32(truncatingIfNeeded: time?.loSeconds ?? 0)
    hiSeconds = UInt32(truncatingIfNeeded: time?.hiSeconds ?? 0)
  }
}
