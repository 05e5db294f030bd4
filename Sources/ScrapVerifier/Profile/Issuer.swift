// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto

/// A key whose root tokens are trusted, parsed once.
struct Issuer: Sendable {
  let publicKey: PublicKey
  let verificationKey: VerificationKey
}
