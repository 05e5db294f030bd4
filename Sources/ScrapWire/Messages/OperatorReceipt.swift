// SPDX-License-Identifier: Apache-2.0

/// The records of an OperatorReceipt (0x27): a command has taken effect, and
/// will have it after every restart.
public enum OperatorReceiptSchema: PlainMessageSchema {
  /// Record 0: the answering satellite's text id.
  public static let satelliteID = 0
  /// Record 2: the command's message type.
  public static let commandType = 1
  /// Record 4: the command's version.
  public static let version = 2
  /// Record 6: the digest that the operator signed.
  public static let inReplyTo = 3
  /// Record 8: the lower bound of trusted time, Unix seconds.
  public static let timestamp = 4
  /// Record 10: over the body before it, tag `SCRAP/ops/receipt/v1`.
  public static let executorSignature = 5

  /// OperatorReceipt.
  public static var messageType: MessageType { .operatorReceipt }
  /// Records 0 to 10.
  public static var recordCount: Int { 6 }

  /// The rule of a known type; nil for an unknown one.
  public static func rule(for type: UInt64) -> RecordRule? {
    switch type {
    case 0: RecordRule(satelliteID, 1, Limits.textByteCountMax)
    case 2: RecordRule(commandType, 1, 1)
    case 4: RecordRule(version, 8, 8)
    case 6: RecordRule(inReplyTo, 32, 32)
    case 8: RecordRule(timestamp, 8, 8)
    case 10: RecordRule(executorSignature, 64, 64)
    default: nil
    }
  }
}

/// An OperatorReceipt, its structure checked; its signature is not.
public struct OperatorReceipt: ~Escapable {
  /// The body and its records.
  public let message: Message<OperatorReceiptSchema>

  /// Parses a whole message.
  ///
  /// - Throws: any structural `ParseError.Kind`, with the offset from the
  ///   message's first byte; `wrongText` for a satellite_id that is not text.
  @_lifetime(copy bytes)
  public init(parsing bytes: Span<UInt8>) throws(ParseError) {
    self.message = try Message(parsing: bytes)
    try message.checkText(OperatorReceiptSchema.satelliteID)
  }
}
