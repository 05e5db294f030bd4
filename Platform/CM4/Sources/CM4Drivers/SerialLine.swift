// SPDX-License-Identifier: Apache-2.0

import Boot

/// The board's serial line. There is one; it is received by an interrupt.
public struct SerialLine: ~Copyable {
  /// Sets the line up.
  public init() { boot_serial_start() }

  /// Writes bytes, and waits while the line is busy.
  public func write(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      // The span is alive for the call.
      unsafe boot_serial_write(buffer.baseAddress, buffer.count)
    }
  }
}
