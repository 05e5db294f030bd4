// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto

/// A neighbour whom the link has authenticated (SCRAP §16.8).
///
/// Made once for a link, so that its key is known to lie on the curve.
public struct Peer: Sendable {
  let publicKey: PublicKey

  /// Checks a compressed key, 33 bytes; nil if it is not on the curve.
  public init?(compressed key: Span<UInt8>) {
    guard VerificationKey(compressed: key) != nil else { return nil }
    self.publicKey = PublicKey(key)
  }
}
