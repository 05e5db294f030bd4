// SPDX-License-Identifier: Apache-2.0

/// The records of a TaskAccept (0x02).
public enum TaskAcceptSchema: PlainMessageSchema {
  /// Record 0: the request's task_id.
  public static let taskID = 0
  /// Record 2: Unix seconds.
  public static let timestamp = 1
  /// Record 4: the digest that the commander signed.
  public static let inReplyTo = 2
  /// Record 6: SHA-256 of a preimage that only the executor can compute.
  public static let paymentHash = 3
  /// Record 8: the price, satoshis.
  public static let amountSats = 4
  /// Record 10: how long the offer stands.
  public static let expirySeconds = 5
  /// Record 12: text for people.
  public static let description = 6
  /// Record 14: how long the task takes.
  public static let estimatedDurationSeconds = 7
  /// Record 16: Unix seconds.
  public static let earliestStart = 8
  /// Record 18: how much data it makes.
  public static let dataVolumeMegabytes = 9
  /// Record 20: parts in ten thousand.
  public static let qualityEstimate = 10
  /// Record 22: over the body before it.
  public static let executorSignature = 11

  /// TaskAccept.
  public static var messageType: MessageType { .taskAccept }
  /// Records 0 to 22.
  public static var recordCount: Int { 12 }

  /// The rule of a known type; nil for an unknown one.
  public static func rule(for type: UInt64) -> RecordRule? {
    switch type {
    case 0: RecordRule(taskID, 1, Limits.textByteCountMax)
    case 2: RecordRule(timestamp, 4, 4)
    case 4: RecordRule(inReplyTo, 32, 32)
    case 6: RecordRule(paymentHash, 32, 32)
    case 8: RecordRule(amountSats, 8, 8)
    case 10: RecordRule(expirySeconds, 4, 4)
    case 12: RecordRule(description, 0, Limits.textByteCountMax)
    case 14: RecordRule(estimatedDurationSeconds, 4, 4)
    case 16: RecordRule(earliestStart, 4, 4)
    case 18: RecordRule(dataVolumeMegabytes, 4, 4)
    case 20: RecordRule(qualityEstimate, 2, 2)
    case 22: RecordRule(executorSignature, 64, 64)
    default: nil
    }
  }
}

/// A TaskAccept, its structure checked; its signature is not.
public struct TaskAccept: ~Escapable {
  /// The body and its records.
  public let message: Message<TaskAcceptSchema>

  /// Parses a whole message.
  ///
  /// - Throws: any structural `ParseError.Kind`, with the offset from the
  ///   message's first byte; `wrongText` for a task_id that is not text.
  @_lifetime(copy bytes)
  public init(parsing bytes: Span<UInt8>) throws(ParseError) {
    self.message = try Message(parsing: bytes)
    try message.checkText(TaskAcceptSchema.taskID)
  }
}
