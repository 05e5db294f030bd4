// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
public import ScrapReplay

extension MarkKey {
  /// 128 bits of a hash over issuer and token_id (E-61): one block.
  ///
  /// - Parameters:
  ///   - issuer: the compressed key, 33 bytes.
  ///   - tokenID: 16 bytes.
  public init(issuer: Span<UInt8>, tokenID: Span<UInt8>) {
    var hash = TaggedHash(.mark)
    hash.update(issuer)
    hash.update(tokenID)
    let digest = hash.finalize()
    self.init(
      high: digest.prefix(at: 0, byteCount: 8),
      low: digest.prefix(at: 8, byteCount: 8))
  }
}
