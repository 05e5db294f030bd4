// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapVerifier

/// A task that was accepted, as far as its binding and its proof need it.
struct AcceptedTask: Sendable {
  let task: SignedTask
  /// SHA-256 of the preimage that only this satellite can compute.
  let paymentHash: Digest
  /// Whether the commander has tied token and payment together (E-96).
  var isBound: Bool
}
