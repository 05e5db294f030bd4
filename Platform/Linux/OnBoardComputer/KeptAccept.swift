// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// An answer that was given and is given again (E-67). It is kept as its line
/// in the task file: many are written anew at once, few are asked for.
struct KeptAccept {
  let line: CheckedLine
  /// When the presented token expires, Unix seconds: later the request is
  /// refused, and nobody asks for the answer.
  let expiresAtSeconds: UInt64
  /// Whether a restart would find it. Before that it is not sent.
  var isDurable: Bool

  /// Keeps a TaskAccept that is not in the file yet.
  init(_ message: [UInt8], of task: PaymentHash, expiresAtSeconds: UInt64) {
    line = CheckedLine(
      "accepted \(HexText.text(task.bytes)) \(expiresAtSeconds) "
        + HexText.text(message))
    self.expiresAtSeconds = expiresAtSeconds
    isDurable = false
  }

  /// Takes one from the file; nil if the line has no such words.
  init?(_ line: CheckedLine, _ words: [String]) {
    guard words.count == 4, let expiry = UInt64(words[2]),
      HexText.bytes(words[3]) != nil
    else { return nil }
    self.line = line
    expiresAtSeconds = expiry
    isDurable = true
  }

  /// The whole TaskAccept.
  var message: [UInt8] { HexText.bytes(line.words[3]) ?? [] }
}
