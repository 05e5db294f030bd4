// SPDX-License-Identifier: Apache-2.0

/// The records of a TaskReject (0x03).
public enum TaskRejectSchema: PlainMessageSchema {
  /// Record 0: the request's task_id.
  public static let taskID = 0
  /// Record 2: the refusal's number.
  public static let reason = 1
  /// Record 4: the refusal's name.
  public static let details = 2
  /// Record 6: Unix seconds.
  public static let timestamp = 3
  /// Record 8: the digest that the commander signed.
  public static let inReplyTo = 4
  /// Record 10: over the body before it.
  public static let executorSignature = 5

  /// TaskReject.
  public static var messageType: MessageType { .taskReject }
  /// Records 0 to 10.
  public static var recordCount: Int { 6 }

  /// The rule of a known type; nil for an unknown one.
  public static func rule(for type: UInt64) -> RecordRule? {
    switch type {
    case 0: RecordRule(taskID, 1, Limits.textByteCountMax)
    case 2: RecordRule(reason, 2, 2)
    case 4: RecordRule(details, 0, Limits.textByteCountMax)
    case 6: RecordRule(timestamp, 4, 4)
    case 8: RecordRule(inReplyTo, 32, 32)
    case 10: RecordRule(executorSignature, 64, 64)
    default: nil
    }
  }
}

/// A TaskReject, its structure checked; its signature is not.
public struct TaskReject: ~Escapable {
  /// The body and its records.
  public let message: Message<TaskRejectSchema>

  /// Parses a whole message.
  ///
  /// - Throws: any structural `ParseError.Kind`, with the offset from the
  ///   message's first byte; `wrongText` for a task_id that is not text.
  @_lifetime(copy bytes)
  public init(parsing bytes: Span<UInt8>) throws(ParseError) {
    self.message = try Message(parsing: bytes)
    try message.checkText(TaskRejectSchema.taskID)
  }
}
