// SPDX-License-Identifier: Apache-2.0

/// The records of a TaskBinding (0x06).
public enum TaskBindingSchema: PlainMessageSchema {
  /// Record 0: the request's task_id.
  public static let taskID = 0
  /// Record 2: the leaf's token_id (E-98).
  public static let tokenID = 1
  /// Record 4: as in the TaskAccept.
  public static let paymentHash = 2
  /// Record 6: not signed, never relied on (E-95).
  public static let paymentAmountMsat = 3
  /// Record 8: not signed, never relied on (E-95).
  public static let htlcTimeoutBlocks = 4
  /// Record 10: over token_id and payment_hash.
  public static let bindingSignature = 5

  /// TaskBinding.
  public static var messageType: MessageType { .taskBinding }
  /// Records 0 to 10.
  public static var recordCount: Int { 6 }

  /// The rule of a known type; nil for an unknown one.
  public static func rule(for type: UInt64) -> RecordRule? {
    switch type {
    case 0: RecordRule(taskID, 1, Limits.textByteCountMax)
    case 2: RecordRule(tokenID, 16, 16)
    case 4: RecordRule(paymentHash, 32, 32)
    case 6: RecordRule(paymentAmountMsat, 8, 8)
    case 8: RecordRule(htlcTimeoutBlocks, 4, 4)
    case 10: RecordRule(bindingSignature, 64, 64)
    default: nil
    }
  }
}

/// A TaskBinding, its structure checked; its signature is not.
public struct TaskBinding: ~Escapable {
  /// The body and its records.
  public let message: Message<TaskBindingSchema>

  /// Parses a whole message.
  ///
  /// - Throws: any structural `ParseError.Kind`, with the offset from the
  ///   message's first byte; `wrongText` for a task_id that is not text.
  @_lifetime(copy bytes)
  public init(parsing bytes: Span<UInt8>) throws(ParseError) {
    self.message = try Message(parsing: bytes)
    try message.checkText(TaskBindingSchema.taskID)
  }
}
