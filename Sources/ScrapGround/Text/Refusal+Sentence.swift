// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import ScrapWire

extension Refusal {
  /// Reason, number, token, byte and parse error in one line, as in
  /// `malformed_token (11), token 0, byte 38: wrong_length in record 4`.
  public var sentence: String {
    var text = "\(reason.name) (\(reason.rawValue))"
    if let chainIndex { text += ", token \(chainIndex)" }
    if let offset { text += ", byte \(offset)" }
    if let parseError {
      text += ": \(parseError.kind.name)"
      if let type = parseError.recordType { text += " in record \(type)" }
    }
    return text
  }
}
