// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround

/// Chance from the kernel.
public struct KernelEntropy: EntropySource {
  /// 32 bytes that nobody can predict; nil if the kernel has none.
  public mutating func next() -> Entropy32? {
    try? Chance.kernel.bytes32(for: "signature")
  }
}
