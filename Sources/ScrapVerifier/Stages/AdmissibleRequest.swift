// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Steps 2 to 6 have passed: everything that can be refused without a single
/// curve operation has been (E-83).
public struct AdmissibleRequest: ~Copyable, ~Escapable {
  let request: UnverifiedRequest
  let moment: Moment

  /// Judges depth, times, audience and links.
  ///
  /// - Throws: `depth_exceeded`, `chain_invalid`, `expired`,
  ///   `expiry_too_far`, `future_issued`, `issued_before_floor`,
  ///   `wrong_audience`; the first that applies, in the order of steps.
  @_lifetime(copy request)
  public init(
    _ request: consuming UnverifiedRequest,
    at moment: Moment,
    under profile: borrowing Profile
  ) throws(Refusal) {
    var moment = moment
    moment.evidence.add(.structure)
    try DepthPolicy.check(
      request.presentation, limits: profile.limits)
    moment.evidence.add(.depth)
    try TimePolicy.check(
      request.presentation, moment: moment, limits: profile.limits)
    moment.evidence.add(.times)
    try AudiencePolicy.check(request.presentation, profile: profile)
    moment.evidence.add(.audience)
    try LinkPolicy.check(request.presentation)
    moment.evidence.add(.links)
    self.request = request
    self.moment = moment
  }
}
