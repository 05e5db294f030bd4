// SPDX-License-Identifier: Apache-2.0

import Boot
import ScrapIntegers

/// The BCM2711's watchdog: resets the board unless it is fed in time.
public struct Watchdog: ~Copyable {
  private let reset = Register(0xfe10_001c)
  private let time = Register(0xfe10_0024)
  private static let password: UInt32 = 0x5a00_0000
  /// How long it waits.
  public static let periodSeconds: UInt32 = 15

  /// Arms it; nil if there is none.
  public init?() {
    guard boot_probe_read32(0xfe10_001c) &>> 32 == 0 else { return nil }
    feed()
  }

  /// Begins its period anew.
  public borrowing func feed() {
    // The timer counts 1/65,536 seconds.
    time.value = Self.password | Self.periodSeconds &<< 16
    // Bits 4 and 5: a full reset when the time is over.
    reset.value = Self.password | reset.value & 0xffff_ffcf | 0x20
  }
}
