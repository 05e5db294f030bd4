// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto

/// A secret key together with the chance it signs with.
public struct SigningKey: ~Copyable {
  private let secret: SecretKey
  private let chance: Chance

  /// Takes over a secret.
  ///
  /// - Parameters:
  ///   - secret: the 32 bytes, big-endian; the caller wipes its own copy.
  ///   - chance: the source of every signature's auxiliary bytes.
  ///   - place: what an error names, the key file for example.
  /// - Throws: `wrongValue` unless it is a number from 1 to the curve's order
  ///   less 1; `noEntropy`.
  public init(
    secret: Span<UInt8>, chance: Chance, place: String
  ) throws(GroundError) {
    let entropy = try Chance.kernel.bytes32(for: "blinding")
    guard let key = SecretKey(secret, entropy: entropy) else {
      throw .wrongValue(
        place: place, expected: "a secret below the curve's order",
        found: "a number out of range")
    }
    self.secret = key
    self.chance = chance
  }

  /// The compressed public key, 33 bytes.
  public var publicKey: [UInt8] { secret.publicKey.span.array }

  /// The signature of `message` under `tag`, 64 bytes; verified.
  ///
  /// - Throws: `noEntropy`, `signingFault`.
  public func sign(
    _ tag: Tag, _ message: [UInt8]
  ) throws(GroundError) -> [UInt8] {
    let digest = TaggedHash.hash(tag, message.span)
    let auxiliary = try chance.bytes32(
      for: "auxiliary", context: digest.span.array)
    let entropy = try Chance.kernel.bytes32(for: "blinding")
    guard
      let signature = secret.sign(
        digest, auxiliary: auxiliary, entropy: entropy)
    else { throw .signingFault }
    return signature.span.array
  }
}
