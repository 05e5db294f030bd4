// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapVerifier
import ScrapWire

extension Refusal {
  /// Reason, number, token, byte and parse error in one line, as in
  /// `malformed_token (11), token 0, byte 38: wrong_length in record 4`; for a
  /// full store what is full, as in
  /// `cache_full (103): root_subject, 5000 of 10000 entries`.
  public var sentence: String {
    var text = "\(reason.name) (\(reason.rawValue))"
    if let chainIndex { text += ", token \(chainIndex)" }
    if let offset { text += ", byte \(offset)" }
    if let parseError {
      text += ": \(parseError.kind.name)"
      if let type = parseError.recordType { text += " in record \(type)" }
    }
    if let fill {
      text += ": \(fill.cause.name), \(fill.entryCount) of "
      text += "\(fill.entryCapacity) entries"
    }
    return text
  }
}
