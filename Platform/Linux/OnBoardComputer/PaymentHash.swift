// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto

/// The payment_hash as a task's name: it is the same in TaskAccept,
/// TaskBinding and ProofOfExecution, after a restart too, and no two requests
/// share one.
struct PaymentHash: Hashable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    precondition(bytes.count == 32, "a payment hash has 32 bytes")
    self.bytes = bytes
  }

  init(_ digest: Digest) { bytes = array(digest.span) }
}
