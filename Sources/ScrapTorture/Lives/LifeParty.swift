// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier

/// Somebody with a key.
///
/// Never changes after it was made, and signing changes nothing: so any thread
/// may use it.
final class LifeParty: @unchecked Sendable {
  let key: SigningKey
  /// The compressed key.
  let publicKey: [UInt8]
  /// The secret, for what signs on board.
  let secret: [UInt8]
  /// The party as a neighbour that the link has authenticated.
  let peer: Peer

  /// A party whose key follows from a small number; good for simulations only.
  init(number: UInt8) {
    do {
      let secret = [UInt8](repeating: 0x3c, count: 31) + [number]
      self.secret = secret
      key = try SigningKey(
        secret: secret.span, chance: .zero, place: "party \(number)")
    } catch {
      preconditionFailure("a small number is a key: \(error)")
    }
    publicKey = key.publicKey
    let bytes = publicKey
    guard let peer = Peer(compressed: bytes.span) else {
      preconditionFailure("a public key lies on the curve")
    }
    self.peer = peer
  }
}
