// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// Steps 7 and 8 have passed: every token is signed by whom it names, and the
/// presenter is the leaf's subject.
///
/// From here on a refusal may be answered over the air (E-103).
public struct AuthenticRequest: ~Copyable, ~Escapable {
  let admissible: AdmissibleRequest
  let moment: Moment
  /// What was signed by whom; nil for a chain presented alone.
  public let signedTask: SignedTask?

  /// Verifies every signature, root first, and the presenter.
  ///
  /// - Parameters:
  ///   - admissible: what passed the steps before.
  ///   - profile: whom this satellite trusts.
  ///   - peer: whom the link has authenticated; nil if it authenticates
  ///     nobody or the request was relayed. A chain presented alone needs
  ///     one; for a whole request it must be the leaf's subject too (E-42).
  /// - Throws: `invalid_signature`, `unknown_subject`,
  ///   `bad_commander_signature`.
  @_lifetime(copy admissible)
  public init(
    _ admissible: consuming AdmissibleRequest,
    under profile: borrowing Profile,
    peer: Peer?
  ) throws(Refusal) {
    var moment = admissible.moment
    try SignaturePolicy.check(
      admissible.request.presentation, profile: profile,
      switches: moment.issuerSwitches)
    moment.evidence.add(.signatures)
    self.signedTask = try CommanderPolicy.check(
      admissible.request.presentation, profile: profile, peer: peer)
    moment.evidence.add(.commander)
    self.admissible = admissible
    self.moment = moment
  }
}
