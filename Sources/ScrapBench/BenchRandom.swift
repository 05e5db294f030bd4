// SPDX-License-Identifier: Apache-2.0

import ScrapReplay

/// SplitMix64: the same numbers from the same seed.
struct BenchRandom {
  private var state: UInt64

  init(seed: UInt64) { self.state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  /// A mark that lives for most of a week.
  mutating func mark(now: UInt64) -> TokenMark {
    TokenMark(
      key: MarkKey(high: next(), low: next()),
      ledgerKey: LedgerKey(next() | 1),
      issuedAtSeconds: UInt32(now),
      expiresAtSeconds: UInt32(now + 400_000 + next() % 200_000),
      rateLimit: nil)
  }

  /// The mark of one token, as a set.
  mutating func markSet(now: UInt64) -> MarkSet {
    var set = MarkSet(requestDigest: nil, loSeconds: now, hiSeconds: now)
    set.append(mark(now: now))
    return set
  }
}
