// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The records of a TaskRequest (0x01, E-93).
public enum TaskRequestSchema: MessageSchema {
  /// Record 0.
  public static let taskID = 0
  /// Record 2.
  public static let timestamp = 1
  /// Record 4.
  public static let capabilityToken = 2
  /// Record 6, repeated.
  public static let parentToken = 3
  /// Record 8.
  public static let taskType = 4
  /// Record 10.
  public static let target = 5
  /// Record 12.
  public static let parameters = 6
  /// Record 14.
  public static let constraints = 7
  /// Record 16.
  public static let maxAmountSats = 8
  /// Record 18.
  public static let timeoutBlocks = 9
  /// Record 20.
  public static let commanderSignature = 10

  /// TaskRequest.
  public static var messageType: MessageType { .taskRequest }
  /// 0, 2, 4, 8 and 20.
  public static var requiredSlots: UInt32 { 0b100_0001_0111 }
  /// parent_token.
  public static var repeatableType: UInt64? { 6 }
  /// commander_signature.
  public static var lastType: UInt64 { 20 }
  /// The types by slot.
  public static func type(ofSlot slot: Int) -> UInt8 { UInt8(slot * 2) }

  /// The rule of a known type; nil for an unknown one.
  @inline(__always)
  public static func rule(for type: UInt64) -> RecordRule? {
    switch type {
    case 0: RecordRule(taskID, 1, Limits.textByteCountMax)
    case 2: RecordRule(timestamp, 4, 4)
    case 4: RecordRule(capabilityToken, 1, Limits.tokenByteCountMax)
    case 6: RecordRule(parentToken, 1, Limits.tokenByteCountMax)
    case 8: RecordRule(taskType, 1, Limits.capabilityByteCountMax)
    case 10: RecordRule(target, 1, Limits.targetByteCountMax)
    case 12: RecordRule(parameters, 0, Limits.opaqueByteCountMax)
    case 14: RecordRule(constraints, 0, Limits.opaqueByteCountMax)
    case 16: RecordRule(maxAmountSats, 8, 8)
    case 18: RecordRule(timeoutBlocks, 4, 4)
    case 20: RecordRule(commanderSignature, 64, 64)
    default: nil
    }
  }
}

/// A TaskRequest, its own structure checked; its tokens are not yet parsed.
public struct TaskRequest: ~Escapable {
  /// The body and its records.
  public let message: Message<TaskRequestSchema>

  /// Parses a whole message.
  ///
  /// - Throws: any structural `ParseError.Kind`, with the offset from the
  ///   message's first byte; `wrongText` for a task_id that is not text.
  @_lifetime(copy bytes)
  public init(parsing bytes: Span<UInt8>) throws(ParseError) {
    self.message = try Message(parsing: bytes)
    try message.checkText(TaskRequestSchema.taskID)
  }

  /// Looks at `bytes` through records that were found in them before.
  @_lifetime(copy bytes)
  init(bytes: Span<UInt8>, table: RecordTable<TaskRequestSchema>) {
    self.message = Message(bytes: bytes, table: table)
  }

  /// Record 0, 1 to 64 bytes of text.
  public var taskID: Span<UInt8> {
    @_lifetime(copy self) get { message.value(TaskRequestSchema.taskID) }
  }

  /// Record 2, Unix seconds.
  public var timestampSeconds: UInt32 {
    UInt32(truncatingIfNeeded: message.integer(TaskRequestSchema.timestamp))
  }

  /// Record 4: the presented token, the leaf of the chain.
  public var capabilityToken: Span<UInt8> {
    @_lifetime(copy self) get {
      message.value(TaskRequestSchema.capabilityToken)
    }
  }

  /// How many records 6 there are.
  public var parentCount: Int { message.table.repeatedCount }

  /// The run of records 6.
  public var parentRecords: Span<UInt8> {
    @_lifetime(copy self) get {
      message.body.extracting(message.table.repeated)
    }
  }

  /// Where that run begins, counted from the message's first byte.
  public var parentRunOffset: Int {
    Limits.headerByteCount + message.table.repeated.lowerBound
  }

  /// A walk over the records 6, root first; its places count from
  /// `parentRecords`.
  @_lifetime(copy self)
  public func parents() -> RepeatedRecords {
    RepeatedRecords(message.body, in: message.table.repeated)
  }

  /// Record 8: the capability asked for (E-88).
  public var taskType: Span<UInt8> {
    @_lifetime(copy self) get { message.value(TaskRequestSchema.taskType) }
  }

  /// Record 10: GeoJSON text.
  public var target: Span<UInt8>? {
    @_lifetime(copy self) get {
      message.optionalValue(TaskRequestSchema.target)
    }
  }

  /// Record 12, opaque.
  public var parameters: Span<UInt8>? {
    @_lifetime(copy self) get {
      message.optionalValue(TaskRequestSchema.parameters)
    }
  }

  /// Record 14, opaque.
  public var constraints: Span<UInt8>? {
    @_lifetime(copy self) get {
      message.optionalValue(TaskRequestSchema.constraints)
    }
  }

  /// Record 16, satoshis.
  public var maxAmountSats: UInt64? {
    message.optionalInteger(TaskRequestSchema.maxAmountSats)
  }

  /// Record 18.
  public var timeoutBlocks: UInt32? {
    message.optionalInteger(TaskRequestSchema.timeoutBlocks).map {
      UInt32(truncatingIfNeeded: $0)
    }
  }

  /// Record 20: the BIP-340 signature, 64 bytes.
  public var commanderSignature: Span<UInt8> {
    @_lifetime(copy self) get {
      message.value(TaskRequestSchema.commanderSignature)
    }
  }

  /// What that signature covers: the received body before record 20 (E-94).
  public var signedBytes: Span<UInt8> {
    @_lifetime(copy self) get { message.signedBytes }
  }
}
