// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Steps 9 to 11 have passed: the request is timely, granted, and within
/// every constraint that can be judged without the store.
public struct PermittedRequest: ~Copyable, ~Escapable {
  let presentation: Presentation
  let moment: Moment
  let signedTask: SignedTask?

  @_lifetime(copy presentation)
  fileprivate init(
    presentation: Presentation,
    moment: Moment,
    signedTask: SignedTask?
  ) {
    self.presentation = presentation
    self.moment = moment
    self.signedTask = signedTask
  }
}

extension Verifier where Journal: ~Copyable, Lock: ~Copyable {
  /// Judges the request's time, the capability and the constraints.
  ///
  /// - Throws: `stale_request`, `capability_denied`, `constraint_violation`.
  @_lifetime(copy authentic)
  public borrowing func permit(
    _ authentic: consuming AuthenticRequest
  ) throws(Refusal) -> PermittedRequest {
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
    return PermittedRequest(
      presentation: presentation, moment: moment,
      signedTask: authentic.signedTask)
  }
}
