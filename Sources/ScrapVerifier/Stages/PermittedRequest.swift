// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Steps 9 to 11 have passed: the request is timely, granted, and within
/// every constraint that can be judged without the store.
public struct PermittedRequest: ~Copyable, ~Escapable {
  let presentation: Presentation
  let moment: Moment
  let signedTask: SignedTask?

  /// Judges the request's time, the capability and the constraints.
  ///
  /// - Throws: `stale_request`, `capability_denied`, `constraint_violation`.
  @_lifetime(copy authentic)
  public init(
    _ authentic: consuming AuthenticRequest,
    under profile: borrowing Profile
  ) throws(Refusal) {
    let presentation = authentic.presentation
    var moment = authentic.moment
    if let task = presentation.taskRequest {
      try RequestTimePolicy.check(
        presentation, task: task, moment: moment, limits: profile.limits)
      moment.evidence.add(.requestTime)
      try CapabilityPolicy.check(presentation, task: task)
      moment.evidence.add(.capability)
    }
    try ConstraintPolicy.check(presentation, moment: moment)
    moment.evidence.add(.constraints)
    self.signedTask = authentic.signedTask
    self.presentation = presentation
    self.moment = moment
  }
}
