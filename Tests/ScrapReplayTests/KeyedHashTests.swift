// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ScrapReplay

/// The vector for 16 bytes of the authors of SipHash: key 00...0f, bytes
/// 00...0f.
@Test func theHashIsSipHash() {
  let hash = KeyedHash(
    seed: HashSeed(low: 0x0706_0504_0302_0100, high: 0x0f0e_0d0c_0b0a_0908))
  let key = MarkKey(high: 0x0f0e_0d0c_0b0a_0908, low: 0x0706_0504_0302_0100)
  #expect(hash(key) == 0x3f2a_cc7f_57c2_9bdb)
}

@Test func reseedingChangesTheHash() {
  var hash = KeyedHash(seed: HashSeed(low: 1, high: 2))
  let before = hash(MarkKey(high: 3, low: 4))
  hash.reseed()
  #expect(hash(MarkKey(high: 3, low: 4)) != before)
}
