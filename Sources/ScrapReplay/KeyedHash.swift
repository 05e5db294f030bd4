// SPDX-License-Identifier: Apache-2.0

/// SipHash-2-4 of a mark key under a secret of this boot, so that nobody can
/// aim at a bucket.
struct KeyedHash: Equatable, BitwiseCopyable {
  var seed: HashSeed

  /// Moves on to another secret, made of this one.
  mutating func reseed() {
    let key = MarkKey(high: seed.high, low: seed.low)
    let mixed = self(key)
    seed = HashSeed(
      low: mixed, high: seed.low ^ seed.high &* 0x9e37_79b9_7f4a_7c15)
  }

  /// The hash of the 16 bytes whose little-endian halves are `low` and `high`.
  func callAsFunction(_ key: MarkKey) -> UInt64 {
    var state = SipState(seed: seed)
    state.absorb(key.low)
    state.absorb(key.high)
    // The last block of SipHash: no bytes are left over, the length is 16.
    state.absorb(16 &<< 56)
    return state.finish()
  }
}

private struct SipState {
  var a, b, c, d: UInt64

  init(seed: HashSeed) {
    a = seed.low ^ 0x736f_6d65_7073_6575
    b = seed.high ^ 0x646f_7261_6e64_6f6d
    c = seed.low ^ 0x6c79_6765_6e65_7261
    d = seed.high ^ 0x7465_6462_7974_6573
  }

  @inline(__always)
  mutating func absorb(_ word: UInt64) {
    d ^= word
    round()
    round()
    a ^= word
  }

  @inline(__always)
  mutating func finish() -> UInt64 {
    c ^= 0xff
    for _ in 0..<4 { round() }
    return a ^ b ^ c ^ d
  }

  @inline(__always)
  private mutating func round() {
    a &+= b
    b = Self.rotated(b, by: 13) ^ a
    a = Self.rotated(a, by: 32)
    c &+= d
    d = Self.rotated(d, by: 16) ^ c
    a &+= d
    d = Self.rotated(d, by: 21) ^ a
    c &+= b
    b = Self.rotated(b, by: 17) ^ c
    c = Self.rotated(c, by: 32)
  }

  @inline(__always)
  private static func rotated(_ word: UInt64, by count: UInt64) -> UInt64 {
    word &<< count | word &>> (64 &- count)
  }
}
