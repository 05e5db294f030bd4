// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import SimulatedNVM

/// Chance of a simulated satellite. Whoever knows the seed knows all of it: for
/// simulations only.
struct SeededEntropy: EntropySource {
  private var chance: SeededChance

  init(seed: UInt64) { chance = SeededChance(seed: seed) }

  mutating func next() -> Entropy32? {
    var bytes = InlineArray<32, UInt8>(repeating: 0)
    for word in 0..<4 {
      let value = chance.next()
      for byte in 0..<8 {
        bytes[word * 8 + byte] = UInt8(
          truncatingIfNeeded: value >> UInt64(byte * 8))
      }
    }
    return Entropy32(bytes: bytes)
  }
}
