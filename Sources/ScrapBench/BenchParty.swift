// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// A holder of a key who issues tokens and signs requests for the benchmark.
struct BenchParty: ~Copyable {
  private let key: SecretKey

  /// A party whose key follows from a small number; for measurement only.
  init(number: UInt8) {
    var secret = InlineArray<32, UInt8>(repeating: 0x5a)
    secret[31] = number
    let chance = Entropy32(bytes: .init(repeating: number))
    guard let key = SecretKey(secret.span, entropy: chance) else {
      preconditionFailure("a small number is a secret key")
    }
    self.key = key
  }

  /// The compressed public key.
  var publicKey: PublicKey { key.publicKey }

  /// Signs what a writer has written so far.
  func sign(_ tag: Tag, _ bytes: Span<UInt8>) -> Signature {
    let chance = Entropy32(bytes: .init(repeating: 1))
    let digest = TaggedHash.hash(tag, bytes)
    let signature = key.sign(digest, auxiliary: chance, entropy: chance)
    guard let signature else { preconditionFailure("signing has failed") }
    return signature
  }
}
