// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// A holder of a key who issues tokens and signs requests for the benchmark.
final class BenchParty {
  let key: SigningKey
  /// The compressed public key.
  let publicKey: [UInt8]

  /// A party whose key follows from a small number; for measurement only.
  init(number: UInt8) throws(GroundError) {
    let secret = [UInt8](repeating: 0x5a, count: 31) + [number]
    self.key = try SigningKey(
      secret: secret.span, chance: .zero, place: "party \(number)")
    self.publicKey = key.publicKey
  }
}
