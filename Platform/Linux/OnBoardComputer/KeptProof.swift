// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// A proof that can be sent again, with its line in the task file.
struct KeptProof {
  let line: CheckedLine
  /// The whole ProofOfExecution.
  let message: [UInt8]
  /// SHA-256 of the binding that held: the very same one may be answered
  /// after a restart too, when its signature cannot be checked any more.
  let bindingHash: [UInt8]

  /// Keeps a proof.
  init(_ message: [UInt8], of task: PaymentHash, bindingHash: [UInt8]) {
    line = CheckedLine(
      "proven \(HexText.text(task.bytes)) \(HexText.text(bindingHash)) "
        + HexText.text(message))
    self.message = message
    self.bindingHash = bindingHash
  }

  /// Takes one from the file; nil if the line has no such words.
  init?(_ line: CheckedLine, _ words: [String]) {
    guard words.count == 4, let bindingHash = HexText.bytes(words[2]),
      let message = HexText.bytes(words[3])
    else { return nil }
    self.line = line
    self.message = message
    self.bindingHash = bindingHash
  }
}
