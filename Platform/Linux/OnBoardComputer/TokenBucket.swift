// SPDX-License-Identifier: Apache-2.0

/// So many in a second, and so many at once: the time at which it would be
/// empty says everything.
struct TokenBucket {
  private var fullAtNanoseconds: UInt64 = 0

  /// Takes one, if there is one.
  mutating func take(_ rate: Rate, at nowNanoseconds: UInt64) -> Bool {
    let start = max(fullAtNanoseconds, nowNanoseconds)
    guard start - nowNanoseconds <= rate.burstNanoseconds else { return false }
    fullAtNanoseconds = start + rate.stepNanoseconds
    return true
  }

  /// How fast it fills, and how much it holds.
  struct Rate {
    let stepNanoseconds: UInt64
    let burstNanoseconds: UInt64

    /// - Precondition: both are above zero.
    init(perSecond: UInt32, burstCount: UInt32) {
      precondition(perSecond > 0 && burstCount > 0, "a rate lets some through")
      stepNanoseconds = 1_000_000_000 / UInt64(perSecond)
      burstNanoseconds = stepNanoseconds * UInt64(burstCount - 1)
    }
  }
}
