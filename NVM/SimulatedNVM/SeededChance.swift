// SPDX-License-Identifier: Apache-2.0

/// Chance that a seed repeats on each machine: SplitMix64.
public struct SeededChance: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts the sequence of `seed`.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value &>> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value &>> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value &>> 31
  }

  /// A number from 0 to `bound` less 1.
  ///
  /// - Precondition: `bound` is at least 1.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "there is a number below the bound")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// True once in `count` times.
  public mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

  /// A word each bit of which is set with `sixteenths` chances of 16.
  public mutating func bits(sixteenths: Int) -> UInt64 {
    guard sixteenths < 16 else { return .max }
    var word: UInt64 = 0
    var rest = sixteenths
    for _ in 0..<4 {
      word = rest & 1 == 1 ? word | next() : word & next()
      rest >>= 1
    }
    return word
  }
}
