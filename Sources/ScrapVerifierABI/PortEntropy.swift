// SPDX-License-Identifier: Apache-2.0

import CScrapVerifier
import ScrapCrypto

/// Chance from the caller's port.
@safe
struct PortEntropy: EntropySource {
  /// Inside the context, or the caller's during init.
  private let config: UnsafePointer<scrap_verifier_config>

  init(_ config: UnsafePointer<scrap_verifier_config>) {
    unsafe self.config = config
  }

  mutating func next() -> Entropy32? {
    guard let port = unsafe config.pointee.entropy else { return nil }
    var bytes = InlineArray<32, UInt8>(repeating: 0)
    var output = bytes.mutableSpan
    // The port writes 32 bytes.
    let isFilled = unsafe output.withUnsafeMutableBufferPointer {
      unsafe port(config.pointee.port_context, $0.baseAddress) == 0
    }
    return isFilled ? Entropy32(bytes: bytes) : nil
  }
}
