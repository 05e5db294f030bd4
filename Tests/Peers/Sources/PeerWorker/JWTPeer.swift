// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import JWTKit

/// jwt-kit: a JSON Web Token, ES256 and EdDSA.
enum JWTPeer {
  static func cases() async throws -> [PeerCase] {
    let p256 = P256.Signing.PrivateKey()
    let ed25519 = Curve25519.Signing.PrivateKey()
    let ecKeys = try await JWTKeyCollection().add(
      ecdsa: ES256PrivateKey(backing: p256))
    let edKeys = try await JWTKeyCollection().add(
      eddsa: EdDSA.PrivateKey(backing: ed25519))
    return try bareCases(p256, ed25519)
      + (await cases("ES256", ecKeys, bare: "swift_p256_bare"))
      + (await cases("EdDSA", edKeys, bare: "swift_ed25519_bare"))
  }

  /// The signature alone, over as many bytes.
  private static func bareCases(
    _ p256: P256.Signing.PrivateKey, _ ed25519: Curve25519.Signing.PrivateKey
  ) throws -> [PeerCase] {
    let bytes = Data(repeating: 0x5a, count: 300)
    let ecSignature = try p256.signature(for: bytes)
    let edSignature = try ed25519.signature(for: bytes)
    let ecKey = p256.publicKey
    let edKey = ed25519.publicKey
    return [
      PeerCase(
        "swift_p256_bare", "bare", "swift-crypto, P-256", bare: nil,
        bytes: bytes.count
      ) { precondition(ecKey.isValidSignature(ecSignature, for: bytes)) },
      PeerCase(
        "swift_ed25519_bare", "bare", "swift-crypto, Ed25519", bare: nil,
        bytes: bytes.count
      ) { precondition(edKey.isValidSignature(edSignature, for: bytes)) },
    ]
  }

  private static func cases(
    _ algorithm: String, _ keys: JWTKeyCollection, bare: String
  ) async throws -> [PeerCase] {
    let good = try await keys.sign(TokenClaims())
    let expired = try await keys.sign(TokenClaims(lifeSeconds: -600))
    let elsewhere = try await keys.sign(TokenClaims(audience: "SENTINEL-2B"))
    let cut = String(good.dropLast(good.count / 2))
    let name = "jwtkit_" + algorithm.lowercased()
    let summary = "jwt-kit, JWT " + algorithm
    func refusal(_ kind: String, _ token: String) -> PeerCase {
      PeerCase(
        "\(name)_\(kind)", "refusal", "\(summary), \(kind)", bare: bare,
        bytes: token.utf8.count
      ) {
        let verified = try? await keys.verify(token, as: TokenClaims.self)
        precondition(verified == nil, "it is refused")
      }
    }
    return [
      PeerCase(
        name, "token", summary, bare: bare, bytes: good.utf8.count
      ) { _ = try await keys.verify(good, as: TokenClaims.self) },
      refusal("malformed", cut),
      refusal("expired", expired),
      refusal("wrong_audience", elsewhere),
    ]
  }
}
