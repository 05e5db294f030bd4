// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto

/// A key pair of the tests; it signs without chance, so that the same input
/// always gives the same bytes.
public final class TestKey: Sendable {
  /// Whose tokens the satellite trusts.
  public static let groundOperator = TestKey(vector: "operator")
  /// A second issuer, for rotation.
  public static let secondOperator = TestKey(fill: 0x21)
  /// The subject of root tokens.
  public static let commander = TestKey(vector: "commander")
  /// The subject of first delegations.
  public static let delegateB = TestKey(vector: "delegate_b")
  /// The subject of second delegations.
  public static let delegateC = TestKey(vector: "delegate_c")
  /// The subject of third delegations.
  public static let delegateD = TestKey(fill: 0x2d)
  /// The satellite's own key.
  public static let executor = TestKey(vector: "executor")
  /// Who may send operator messages, where a profile lists it; the key of
  /// `clock-reading.json`.
  public static let operations = TestKey(fill: 0x0b)
  /// A key that nobody has a reason to trust.
  public static let stranger = TestKey(fill: 0x57)

  /// Who signs and who holds each token of the longest chain.
  public static let line = [
    groundOperator, commander, delegateB, delegateC, delegateD,
  ]

  /// The secret, 32 bytes.
  public let secret: [UInt8]
  /// The compressed key, 33 bytes.
  public let publicKey: [UInt8]

  /// Takes a key pair of the vectors.
  public convenience init(vector role: String) {
    let key = Vectors.key(role)
    self.init(secret: key.privateKeyHex.bytes)
    precondition(
      publicKey == key.publicKeyCompressedHex.bytes, "the vectors agree")
  }

  /// Makes a key pair of 32 equal bytes.
  public convenience init(fill: UInt8) {
    self.init(secret: [UInt8](repeating: fill, count: 32))
  }

  private init(secret: [UInt8]) {
    self.secret = secret
    self.publicKey = Array(copying: Self.pair(secret).publicKey.span)
  }

  private static func pair(_ secret: [UInt8]) -> SecretKey {
    guard let pair = SecretKey(secret.span, entropy: .zero) else {
      preconditionFailure("a test key is in range")
    }
    return pair
  }

  /// The key pair as the product holds it.
  public func pair() -> SecretKey { Self.pair(secret) }

  /// A BIP-340 signature over `bytes` under `tag`, 64 bytes.
  public func signature(_ tag: Tag, _ bytes: [UInt8]) -> [UInt8] {
    signature(TaggedHash.hash(tag, bytes.span))
  }

  /// A BIP-340 signature over a digest, 64 bytes.
  public func signature(_ digest: Digest) -> [UInt8] {
    let signature = Self.pair(secret).sign(
      digest, auxiliary: .zero, entropy: .zero)
    guard let signature else { preconditionFailure("signing works") }
    return Array(copying: signature.span)
  }
}

extension Entropy32 {
  /// No chance at all.
  public static var zero: Entropy32 { Entropy32(bytes: .init(repeating: 0)) }
}

extension Array where Element == UInt8 {
  /// The bytes of a span.
  init(copying span: Span<UInt8>) {
    self.init()
    reserveCapacity(span.count)
    for index in span.indices { append(span[index]) }
  }
}
