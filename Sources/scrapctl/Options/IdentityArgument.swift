// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// A subject or audience: a compressed key in 66 hex digits, or a text id. No
/// text id is that long.
struct IdentityArgument: ExpressibleByArgument {
  let bytes: [UInt8]

  init?(argument: String) {
    if argument.utf8.count == 66, let key = HexText.bytes(argument) {
      self.bytes = key
    } else {
      self.bytes = Array(argument.utf8)
    }
  }
}
