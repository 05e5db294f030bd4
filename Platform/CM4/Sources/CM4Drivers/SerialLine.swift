// SPDX-License-Identifier: Apache-2.0

import Boot
import ScrapLink

/// The board's serial line, 115,200 baud. There is one; an interrupt takes what
/// arrives, 16 KiB ahead of its reader.
public struct SerialLine: ByteSink, ~Copyable {
  /// Sets the line up.
  public init() { boot_serial_start() }

  /// Sends one byte, and waits while the line is busy.
  public mutating func put(_ byte: UInt8) {
    var byte = byte
    unsafe boot_serial_write(&byte, 1)
  }

  /// The next byte that has arrived; nil if there is none.
  public mutating func take() -> UInt8? {
    var byte: UInt8 = 0
    return unsafe boot_serial_take(&byte, 1) == 1 ? byte : nil
  }

  /// Bytes that were lost because nobody took them in time, or that arrived
  /// damaged.
  public var lostByteCount: UInt32 { boot_serial_lost_count() }
}
