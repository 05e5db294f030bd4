// SPDX-License-Identifier: Apache-2.0

import ScrapGround

extension Receipt {
  /// The first member of a receipt's text.
  static let format = "scrap-receipt-1"

  /// The receipt as one line of JSON: what its messages prove, for people, and
  /// the messages in hex.
  ///
  /// - Parameters:
  ///   - facts: what was verified.
  ///   - executorKey: whose answers they are.
  ///   - keptAtSeconds: the commander's own time, Unix seconds.
  /// - Returns: the line, without its end.
  public func text(
    _ facts: ReceiptFacts, executorKey: [UInt8], keptAtSeconds: UInt64
  ) -> String {
    JSONText.object([
      ("format", .string(Self.format)),
      ("task_id", .string(facts.request.taskName)),
      ("token_id", Self.hex(facts.request.tokenID)),
      ("in_reply_to", Self.hex(facts.request.digest)),
      ("executor", Self.hex(executorKey)),
      ("state", .string(facts.state.rawValue)),
      ("kept_at_seconds", .integer(keptAtSeconds)),
      ("payment_hash", Self.hex(facts.accept?.paymentHash)),
      ("output_hash", Self.hex(facts.proof?.outputHash)),
      (
        "execution_timestamp",
        .optional(facts.proof.map { UInt64($0.executionSeconds) })
      ),
      ("reason", .optional(facts.reject?.name)),
      ("request", Self.hex(request)), ("accept", Self.hex(accept)),
      ("binding", Self.hex(binding)), ("proof", Self.hex(proof)),
      ("reject", Self.hex(reject)),
    ]).line
  }

  private static func hex(_ bytes: [UInt8]?) -> JSONText {
    .optional(bytes.map { HexText.text($0) })
  }
}
