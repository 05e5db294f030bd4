// SPDX-License-Identifier: Apache-2.0

/// The records of a ProofOfExecution (0x04).
public enum ProofOfExecutionSchema: PlainMessageSchema {
  /// Record 0: the request's task_id.
  public static let taskID = 0
  /// Record 2: the leaf's token_id (E-98).
  public static let tokenID = 1
  /// Record 4: as in the TaskAccept.
  public static let paymentHash = 2
  /// Record 6: SHA-256 of the task's output.
  public static let outputHash = 3
  /// Record 8: Unix seconds.
  public static let executionTimestamp = 4
  /// Record 10: the executor's compressed key.
  public static let executorPubkey = 5
  /// Record 12: over the hash of SCRAP §12.3.
  public static let executorSignature = 6

  /// ProofOfExecution.
  public static var messageType: MessageType { .proofOfExecution }
  /// Records 0 to 12.
  public static var recordCount: Int { 7 }

  /// The rule of a known type; nil for an unknown one.
  public static func rule(for type: UInt64) -> RecordRule? {
    switch type {
    case 0: RecordRule(taskID, 1, Limits.textByteCountMax)
    case 2: RecordRule(tokenID, 16, 16)
    case 4: RecordRule(paymentHash, 32, 32)
    case 6: RecordRule(outputHash, 32, 32)
    case 8: RecordRule(executionTimestamp, 4, 4)
    case 10: RecordRule(executorPubkey, 33, 33)
    case 12: RecordRule(executorSignature, 64, 64)
    default: nil
    }
  }
}

/// A ProofOfExecution, its structure checked; its signature is not.
public struct ProofOfExecution: ~Escapable {
  /// The body and its records.
  public let message: Message<ProofOfExecutionSchema>

  /// Parses a whole message.
  ///
  /// - Throws: any structural `ParseError.Kind`, with the offset from the
  ///   message's first byte; `wrongText` for a task_id that is not text;
  ///   `wrongKeyPrefix` for a key that does not begin with 02 or 03.
  @_lifetime(copy bytes)
  public init(parsing bytes: Span<UInt8>) throws(ParseError) {
    self.message = try Message(parsing: bytes)
    try message.checkText(ProofOfExecutionSchema.taskID)
    let slot = ProofOfExecutionSchema.executorPubkey
    guard Identity.hasKeyPrefix(message.value(slot)) else {
      throw ParseError(
        .wrongKeyPrefix, at: message.offset(slot), recordType: 10)
    }
  }
}
