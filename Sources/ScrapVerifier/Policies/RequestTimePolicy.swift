// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapWire

/// Step 9: the request was signed within the leaf's life and not in the
/// future; no narrower window, for store-and-forward is legal (E-102).
enum RequestTimePolicy {
  static func check(
    _ request: borrowing Presentation,
    task: borrowing TaskRequest,
    moment: Moment,
    limits: ProfileLimits
  ) throws(Refusal) {
    let timestamp = UInt64(task.timestampSeconds)
    let skew = UInt64(limits.clockSkewSeconds)
    let leaf = request.token(request.leafIndex)
    let isInLife =
      UInt64(leaf.issuedAtSeconds) <= timestamp + skew
      && timestamp <= moment.time.loSeconds + skew
      && timestamp <= UInt64(leaf.expiresAtSeconds)
    guard isInLife else {
      throw Refusal(
        .staleRequest, step: .requestTime,
        offset: task.message.offset(TaskRequestSchema.timestamp))
    }
  }
}
