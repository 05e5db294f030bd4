// SPDX-License-Identifier: Apache-2.0

import Boot
import CM4Drivers

/// Where `boot.S` goes once there are stack and memory.
@c(scrap_cm4_main)
public func start() {
  let line = SerialLine()
  let text: InlineArray<9, UInt8> = [
    0xc0, 0x30, 0x53, 0x43, 0x52, 0x41, 0x50, 0x0a, 0xc0,
  ]
  line.write(text.span)
}
