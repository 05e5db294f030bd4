// SPDX-License-Identifier: Apache-2.0

import ScrapGround

extension Receipt {
  /// The first member of a receipt's text.
  static let format = "scrap-receipt-1"
  private static let names = [
    "format", "task_id", "token_id", "in_reply_to", "executor", "state",
    "kept_at_seconds", "payment_hash", "output_hash", "execution_timestamp",
    "reason", "request", "accept", "binding", "proof", "reject",
  ]

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

  /// Reads such a text. Only the messages count; the rest is for people.
  ///
  /// - Parameters:
  ///   - text: a whole file.
  ///   - place: what an error names.
  /// - Returns: the messages, and the end that the text claims.
  /// - Throws: `wrongValue` for anything else.
  public static func parse(
    _ text: [UInt8], place: String
  ) throws(GroundError) -> (receipt: Receipt, claimedState: String) {
    let object = try JSONObject(
      JSONValue(json: text, place: place), place: "")
    try object.checkNames(names)
    guard try object.string("format") == format else {
      throw .wrongValue(
        place: place, expected: "the format \(format)", found: "another")
    }
    guard let request = try bytes(object, "request") else {
      throw .wrongValue(
        place: "request", expected: "a message in hex", found: "null")
    }
    let receipt = Receipt(
      request: request, accept: try bytes(object, "accept"),
      binding: try bytes(object, "binding"),
      proof: try bytes(object, "proof"), reject: try bytes(object, "reject"))
    return (receipt, try object.string("state"))
  }

  private static func bytes(
    _ object: JSONObject, _ name: String
  ) throws(GroundError) -> [UInt8]? {
    guard let text = try object.optionalString(name) else { return nil }
    guard let bytes = HexText.bytes(text) else {
      throw .wrongValue(
        place: name, expected: "a message in hex",
        found: "\"\(text.prefix(40))\"")
    }
    return bytes
  }
}
