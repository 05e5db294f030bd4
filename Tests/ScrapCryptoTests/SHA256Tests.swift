// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import Testing

@Suite struct SHA256Tests {
  @Test func theEmptyMessageHasItsPublishedDigest() {
    let digest = SHA256.hash([UInt8]().span)
    #expect(digest.prefix(at: 0, byteCount: 8) == 0xe3b0_c442_98fc_1c14)
  }
}
