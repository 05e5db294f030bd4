// SPDX-License-Identifier: Apache-2.0

@unsafe @preconcurrency import CSecp256k1

/// A public key that lies on the curve, ready to verify BIP-340 signatures.
///
/// Parsing costs an eighth of a verification: keep the operator's.
public struct VerificationKey: @unchecked Sendable {
  private var key: secp256k1_xonly_pubkey

  /// Parses a compressed key; nil unless the prefix is 02 or 03 and x is on
  /// the curve (E-38).
  ///
  /// - Parameter compressed: 33 bytes: 02 or 03, and x.
  public init?(compressed: Span<UInt8>) {
    guard compressed.count == 33, compressed[0] == 2 || compressed[0] == 3
    else { return nil }
    var key = secp256k1_xonly_pubkey()
    // The library reads exactly 32 bytes, bytes 1 to 32 of the key.
    let parsed = unsafe compressed.extracting(1..<33).withUnsafeBufferPointer {
      unsafe secp256k1_xonly_pubkey_parse(
        secp256k1_context_static, &key, $0.start)
    }
    guard parsed == 1 else { return nil }
    self.key = key
  }

  /// Whether `signature` is this key's over `digest` (BIP-340, Verification).
  ///
  /// - Parameters:
  ///   - signature: 64 bytes; any other count is no signature.
  ///   - digest: the 32 bytes that were signed.
  /// - Returns: whether it is valid.
  public func isValid(
    signature: Span<UInt8>, digest: Digest
  ) -> Bool {
    guard signature.count == 64 else { return false }
    // The library reads 64, 32 and sizeof(key) bytes, all of which are there.
    return unsafe signature.withUnsafeBufferPointer { signature in
      unsafe digest.span.withUnsafeBufferPointer { digest in
        unsafe withUnsafePointer(to: key) { key in
          unsafe secp256k1_schnorrsig_verify(
            secp256k1_context_static, signature.start,
            digest.start, 32, key) == 1
        }
      }
    }
  }
}
