// SPDX-License-Identifier: Apache-2.0

@unsafe @preconcurrency import CSecp256k1

/// libsecp256k1's signing context, made on the stack for one operation,
/// blinded, and destroyed after it; no heap and no shared state.
enum SigningContext {
  /// Bytes set aside; 0.2.0 needs 208. Held against the library's word at
  /// each use.
  private static let byteCountMax = 512

  /// Runs `body` with a blinded context.
  private static func withContext<Result>(
    entropy: Entropy32,
    _ body: (OpaquePointer) -> Result?
  ) -> Result? {
    precondition(
      secp256k1_context_preallocated_size(UInt32(SECP256K1_CONTEXT_NONE))
        <= byteCountMax,
      "libsecp256k1's context has outgrown the memory set aside for it")
    // 16-byte elements give the alignment that the library asks of malloc.
    var memory = InlineArray<32, SIMD2<UInt64>>(repeating: .zero)
    // The memory outlives the context, which never leaves the closure.
    return unsafe withUnsafeMutableBytes(of: &memory) { memory -> Result? in
      guard let start = memory.baseAddress,
        let context = unsafe secp256k1_context_preallocated_create(
          start, UInt32(SECP256K1_CONTEXT_NONE))
      else { return nil }
      defer { unsafe secp256k1_context_preallocated_destroy(context) }
      let blinded = unsafe entropy.bytes.span.withUnsafeBufferPointer {
        unsafe secp256k1_context_randomize(context, $0.start)
      }
      guard blinded == 1 else { return nil }
      return unsafe body(context)
    }
  }

  /// The key pair of a secret; nil if the secret is out of range.
  private static func keyPair(
    of secret: Span<UInt8>,
    _ context: OpaquePointer
  ) -> secp256k1_keypair? {
    var pair = secp256k1_keypair()
    // The library reads 32 bytes.
    let made = unsafe secret.withUnsafeBufferPointer {
      unsafe secp256k1_keypair_create(context, &pair, $0.start)
    }
    return made == 1 ? pair : nil
  }

  /// The compressed public key of a secret; nil if it is out of range.
  static func publicKey(
    of secret: Span<UInt8>,
    entropy: Entropy32
  ) -> PublicKey? {
    unsafe withContext(entropy: entropy) { context -> PublicKey? in
      guard var pair = unsafe keyPair(of: secret, context) else { return nil }
      defer { wipe(&pair) }
      var key = secp256k1_pubkey()
      var bytes = InlineArray<33, UInt8>(repeating: 0)
      var byteCount = 33
      guard unsafe secp256k1_keypair_pub(context, &key, &pair) == 1 else {
        return nil
      }
      var output = bytes.mutableSpan
      // The library writes at most `byteCount` bytes.
      let written = unsafe output.withUnsafeMutableBufferPointer {
        unsafe secp256k1_ec_pubkey_serialize(
          context, $0.start, &byteCount, &key,
          UInt32(SECP256K1_EC_COMPRESSED))
      }
      guard written == 1, byteCount == 33 else { return nil }
      return PublicKey(bytes.span)
    }
  }

  /// A BIP-340 signature; nil if the library refused.
  static func sign(
    _ digest: Digest,
    secret: Span<UInt8>,
    auxiliary: Entropy32,
    entropy: Entropy32
  ) -> Signature? {
    unsafe withContext(entropy: entropy) { context -> Signature? in
      guard var pair = unsafe keyPair(of: secret, context) else { return nil }
      defer { wipe(&pair) }
      var bytes = InlineArray<64, UInt8>(repeating: 0)
      var output = bytes.mutableSpan
      // The library writes 64 bytes and reads 32 and 32.
      let signed = unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe digest.span.withUnsafeBufferPointer { digest in
          unsafe auxiliary.bytes.span.withUnsafeBufferPointer { auxiliary in
            unsafe secp256k1_schnorrsig_sign32(
              context, output.start, digest.start, &pair,
              auxiliary.start)
          }
        }
      }
      return signed == 1 ? Signature(bytes: bytes) : nil
    }
  }
}
