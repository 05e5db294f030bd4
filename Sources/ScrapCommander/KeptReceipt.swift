// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// A receipt as it was read: its messages, and what its words say of them.
public struct KeptReceipt: Sendable {
  private static let names = [
    "format", "task_id", "token_id", "in_reply_to", "executor", "state",
    "kept_at_seconds", "payment_hash", "output_hash", "execution_timestamp",
    "reason", "request", "accept", "binding", "proof", "reject",
  ]

  /// The messages.
  public let receipt: Receipt
  /// When it was kept, Unix seconds; no signature vouches for it.
  public let keptAtSeconds: UInt64
  private let members: [String: JSONValue]

  /// Reads a receipt's text; no signature is verified yet.
  ///
  /// - Parameters:
  ///   - text: a whole file.
  ///   - place: what an error names.
  /// - Throws: `wrongValue` for anything but a JSON object with each member
  ///   once and no other, of this format, with messages in hex.
  public init(
    parsing text: [UInt8], place: String
  ) throws(GroundError) {
    let value = try JSONValue(json: text, place: place)
    let object = try JSONObject(value, place: "")
    try object.checkNames(Self.names)
    guard case .object(let members) = value,
      try object.string("format") == Receipt.format
    else {
      throw .wrongValue(
        place: place, expected: "the format \(Receipt.format)",
        found: "another")
    }
    for name in Self.names where members[name] == nil {
      throw .wrongValue(place: name, expected: "a value", found: "nothing")
    }
    guard case .integer(let seconds) = members["kept_at_seconds"] else {
      throw .wrongValue(
        place: "kept_at_seconds", expected: "Unix seconds",
        found: "something else")
    }
    guard let request = try Self.bytes(object, "request") else {
      throw .wrongValue(
        place: "request", expected: "a message in hex", found: "null")
    }
    self.members = members
    self.keptAtSeconds = seconds
    self.receipt = Receipt(
      request: request, accept: try Self.bytes(object, "accept"),
      binding: try Self.bytes(object, "binding"),
      proof: try Self.bytes(object, "proof"),
      reject: try Self.bytes(object, "reject"))
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

  /// Verifies the messages, and then each word against what they prove; only
  /// `kept_at_seconds` is nobody's to prove.
  ///
  /// - Parameters:
  ///   - executorKey: the target's compressed key, 33 bytes.
  ///   - commanderKey: as for `Receipt.verified`.
  /// - Returns: what the messages prove.
  /// - Throws: the first fault.
  public func verified(
    executorKey: [UInt8], commanderKey: [UInt8]? = nil
  ) throws(ReceiptFault) -> ReceiptFacts {
    let facts = try receipt.verified(
      executorKey: executorKey, commanderKey: commanderKey)
    let due = receipt.text(
      facts, executorKey: executorKey, keptAtSeconds: keptAtSeconds)
    let proved: JSONValue
    do throws(GroundError) {
      proved = try JSONValue(json: Array(due.utf8), place: "receipt")
    } catch {
      throw .unreadable(error)
    }
    guard case .object(let words) = proved else { return facts }
    for name in Self.names where members[name] != words[name] {
      throw .otherWord(name)
    }
    return facts
  }
}
