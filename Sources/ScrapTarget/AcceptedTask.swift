// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapVerifier
import ScrapWire

/// A task that was accepted, as far as its binding and its proof need it.
struct AcceptedTask: Sendable {
  let taskID: ShortText
  let tokenID: TokenID
  /// The digest that the commander signed: the task's name.
  let digest: Digest
  let commander: PublicKey
  /// SHA-256 of the preimage that only this satellite can compute.
  let paymentHash: Digest
  /// Whether the commander has tied token and payment together (E-96).
  var isBound: Bool

  init(_ task: SignedTask, paymentHash: Digest) {
    taskID = task.taskID
    tokenID = task.tokenID
    digest = task.digest
    commander = task.commander
    self.paymentHash = paymentHash
    isBound = false
  }
}
