// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Steps 9 to 11 have passed: the request is timely, granted, and within
/// every constraint that can be judged without the store.
public struct PermittedRequest: ~Copyable, ~Escapable {
  let authentic: AuthenticRequest
  let moment: Moment

  /// Judges the request's time, the capability and the constraints.
  ///
  /// - Throws: `stale_request`, `capability_denied`, `constraint_violation`.
  @_lifetime(copy authentic)
  public init(
    _ authentic: consuming AuthenticRequest,
    under profile: borrowing Profile
  ) throws(Refusal) {
    var moment = authentic.moment
    if let task = authentic.admissible.request.presentation.taskRequest {
      try RequestTimePolicy.check(
        authentic.admissible.request.presentation, task: task, moment: moment,
        limits: profile.limits)
      moment.evidence.add(.requestTime)
      try CapabilityPolicy.check(
        authentic.admissible.request.presentation, task: task)
      moment.evidence.add(.capability)
    }
    try ConstraintPolicy.check(
      authentic.admissible.request.presentation, moment: moment)
    moment.evidence.add(.constraints)
    self.authentic = authentic
    self.moment = moment
  }
}
