// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapWire

/// Step 7: the root is signed by an issuer that is trusted and in force, every
/// delegation by its parent's subject; root first, stopping at the first
/// failure (E-37, E-39, E-72, E-83).
enum SignaturePolicy {
  static func check(
    _ request: borrowing Presentation, profile: borrowing Profile,
    switches: IssuerSwitches
  ) throws(Refusal) {
    let rootIssuer = request.token(0).issuer
    guard let root = profile.issuerKey(rootIssuer, switches: switches) else {
      throw Refusal(
        .invalidSignature, step: .signatures, token: 0, at: .issuer,
        of: request)
    }
    try check(0, of: request, key: root, tag: .token)
    for index in 1..<max(request.tokenCount, 1) {
      guard
        let key = VerificationKey(compressed: request.token(index).issuer)
      else {
        throw Refusal(
          .invalidSignature, step: .signatures, token: index, at: .issuer,
          of: request)
      }
      try check(index, of: request, key: key, tag: .delegation)
    }
  }

  private static func check(
    _ index: Int,
    of request: borrowing Presentation,
    key: VerificationKey,
    tag: Tag
  ) throws(Refusal) {
    let token = request.token(index)
    // The received bytes, never a re-encoding (E-22).
    let digest = TaggedHash.hash(tag, token.signedBytes)
    guard key.isValid(signature: token.signature, digest: digest) else {
      throw Refusal(
        .invalidSignature, step: .signatures, token: index, at: .signature,
        of: request)
    }
  }
}
