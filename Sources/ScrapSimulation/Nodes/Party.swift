// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround

/// Somebody with a key that follows from the seed.
final class Party {
  let id: String
  let key: SigningKey
  let publicKey: [UInt8]
  private let secret: Entropy32

  init(_ id: String, chance: Chance) throws(GroundError) {
    self.id = id
    secret = try chance.bytes32(for: "key", context: Array(id.utf8))
    key = try SigningKey(
      secret: secret.bytes.span, chance: chance, place: "the key of \(id)")
    publicKey = key.publicKey
  }

  /// The key for a target, which signs by itself.
  func executorKey(blinding: Entropy32) -> SecretKey {
    guard let key = SecretKey(secret.bytes.span, entropy: blinding) else {
      preconditionFailure("the same secret made a signing key")
    }
    return key
  }
}
