// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto

/// No chance at all: what a satellite signs is the same in the same life.
struct LifeEntropy: EntropySource {
  mutating func next() -> Entropy32? {
    Entropy32(bytes: InlineArray(repeating: 0))
  }
}
