// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapWire

extension TokenID {
  /// The 16 bytes in hex, as events have them.
  var hexText: String { HexText.text((0..<16).map { byte(at: $0) }) }
}
