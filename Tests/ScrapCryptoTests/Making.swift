// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import TestSupport
import Testing

/// A tag of SCRAP; Testing has a `Tag` of its own.
typealias HashTag = ScrapCrypto.Tag

// Here and not in the core, where an array of cases would need a heap.
extension HashTag: CaseIterable {
  /// Every tag.
  public static var allCases: [ScrapCrypto.Tag] {
    (UInt8.min...UInt8.max).compactMap(HashTag.init)
  }
}

extension Digest {
  /// The digest with these 32 bytes.
  init(_ bytes: [UInt8]) {
    precondition(bytes.count == 32, "a digest has 32 bytes")
    var copy = InlineArray<32, UInt8>(repeating: 0)
    for index in 0..<32 { copy[index] = bytes[index] }
    self.init(bytes: copy)
  }

  /// The 32 bytes.
  var array: [UInt8] { bytes.indices.map { bytes[$0] } }
}

extension Entropy32 {
  /// 32 times the same byte.
  static func constant(_ byte: UInt8) -> Entropy32 {
    Entropy32(bytes: .init(repeating: byte))
  }

  /// These 32 bytes.
  init(_ bytes: [UInt8]) { self.init(bytes: Digest(bytes).bytes) }
}

extension PublicKey {
  /// The 33 bytes.
  var array: [UInt8] { bytes.indices.map { bytes[$0] } }
}

extension Signature {
  /// The 64 bytes.
  var array: [UInt8] { bytes.indices.map { bytes[$0] } }
}

/// The digest of an array.
func sha256(_ bytes: [UInt8]) -> [UInt8] { SHA256.hash(bytes.span).array }

/// Whether a signature is valid; false if the key is none.
func verifies(key: [UInt8], _ signature: [UInt8], _ digest: [UInt8]) -> Bool {
  guard let key = VerificationKey(compressed: key.span) else { return false }
  return key.isValid(signature: signature.span, digest: Digest(digest))
}

/// The public key of a secret; nil if it is none.
func publicKey(_ secret: [UInt8]) -> [UInt8]? {
  let entropy = Entropy32.constant(0x42)
  guard let key = SecretKey(secret.span, entropy: entropy) else { return nil }
  return key.publicKey.array
}

/// A signature with the given auxiliary bytes; nil if the secret is none.
func sign(
  _ secret: [UInt8], _ digest: [UInt8],
  auxiliary: Entropy32 = .constant(0), entropy: Entropy32 = .constant(0x42)
) -> [UInt8]? {
  guard let key = SecretKey(secret.span, entropy: entropy) else { return nil }
  return key.sign(Digest(digest), auxiliary: auxiliary, entropy: entropy)?
    .array
}
