// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// Bytes in hex.
struct HexArgument: ExpressibleByArgument {
  let bytes: [UInt8]

  init?(argument: String) {
    guard let bytes = HexText.bytes(argument) else { return nil }
    self.bytes = bytes
  }
}
