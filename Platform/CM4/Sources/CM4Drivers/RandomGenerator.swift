// SPDX-License-Identifier: Apache-2.0

import Boot
import ScrapIntegers

/// The BCM2711's generator of random numbers (RNG200).
public struct RandomGenerator: ~Copyable {
  private let state: Register
  private let fifo: Register
  private let fifoCount: Register

  /// The self-test has failed, or the generator has locked itself.
  private static let faults: UInt32 = 1 &<< 31 | 1 &<< 5

  /// Starts the generator; nil if there is none: looked for under an exception
  /// vector that recovers.
  public init?() {
    let base: UInt = 0xfe10_4000
    guard boot_probe_read32(base) &>> 32 == 0 else { return nil }
    state = Register(base + 0x18)
    fifo = Register(base + 0x20)
    fifoCount = Register(base + 0x24)
    let control = Register(base)
    control.value = control.value & ~0x1fff | 1
  }

  /// The next word; nil if none comes within a tenth of a second, or the
  /// self-test has failed.
  mutating func word() -> UInt32? {
    let (count, state) = (fifoCount, state)
    let isReady = MonotonicTimer.wait(atMostMicroseconds: 100_000) {
      count.has(0xff) || state.has(Self.faults)
    }
    guard isReady, !state.has(Self.faults) else { return nil }
    return fifo.value
  }
}
