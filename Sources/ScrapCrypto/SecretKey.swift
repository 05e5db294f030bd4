// SPDX-License-Identifier: Apache-2.0

@unsafe @preconcurrency import CSecp256k1

/// A secret key, wiped when it goes.
///
/// It cannot be copied by accident, and there is no way to print it.
public struct SecretKey: ~Copyable {
  private var bytes: InlineArray<32, UInt8>
  /// The public key that belongs to it.
  public let publicKey: PublicKey

  /// Takes over a secret.
  ///
  /// It fails unless the secret is 32 bytes and a number from 1 to the curve's
  /// order less 1.
  ///
  /// - Parameters:
  ///   - secret: 32 bytes, big-endian. The caller wipes its own copy.
  ///   - entropy: 32 fresh random bytes, which blind the computation of the
  ///     public key.
  public init?(_ secret: Span<UInt8>, entropy: Entropy32) {
    guard secret.count == 32 else { return nil }
    var bytes = InlineArray<32, UInt8>(repeating: 0)
    for index in 0..<32 { bytes[index] = secret[index] }
    let publicKey = SigningContext.publicKey(of: bytes.span, entropy: entropy)
    guard let publicKey else {
      wipe(&bytes)
      return nil
    }
    self.bytes = bytes
    self.publicKey = publicKey
  }

  deinit {
    var copy = bytes
    wipe(&copy)
  }

  /// Signs a digest (BIP-340, Default Signing) and verifies the signature
  /// before it is given away, so that a fault cannot leak the key.
  ///
  /// - Parameters:
  ///   - digest: the 32 bytes to sign, always a tagged hash (E-43).
  ///   - auxiliary: 32 fresh random bytes for the nonce; a constant is safe,
  ///     too, and makes the signature reproducible.
  ///   - entropy: 32 fresh random bytes, which blind the computation.
  /// - Returns: nil if the signature did not verify: a fault.
  public func sign(
    _ digest: Digest,
    auxiliary: Entropy32,
    entropy: Entropy32
  ) -> Signature? {
    let signature = SigningContext.sign(
      digest, secret: bytes.span, auxiliary: auxiliary, entropy: entropy)
    guard let signature,
      let key = VerificationKey(compressed: publicKey.span),
      key.isValid(signature: signature.span, digest: digest)
    else { return nil }
    return signature
  }
}
