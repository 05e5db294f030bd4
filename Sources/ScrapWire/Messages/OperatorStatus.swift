// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The records of an OperatorStatus (0x28).
public enum OperatorStatusSchema: PlainMessageSchema {
  /// Record 0: the answering satellite's text id.
  public static let satelliteID = 0
  /// Record 2: the request's.
  public static let nonce = 1
  /// Record 4: outcome of the recovery (1 byte), then used tokens, room for
  /// them, revoked ones, and when the first expires, 4 bytes each.
  public static let store = 2
  /// Record 6: whether there is trusted time, why (1 byte each), then lo and
  /// hi, 8 bytes each; 0 without.
  public static let clock = 3
  /// Record 8: floors E and G and the time mark, 8 bytes each.
  public static let floors = 4
  /// Record 10: the newest version of each kind of message, 8 bytes each.
  public static let versions = 5
  /// Record 12: whether the issuers in force are known, and a bit for each of
  /// the profile's issuers that is; 1 byte each.
  public static let issuers = 6
  /// Record 14: the counters, 4 bytes each.
  public static let counters = 7
  /// Record 16: over the body before it, tag `SCRAP/ops/status/v1`.
  public static let executorSignature = 8

  /// OperatorStatus.
  public static var messageType: MessageType { .operatorStatus }
  /// Records 0 to 16.
  public static var recordCount: Int { 9 }

  /// Bytes of record 4.
  public static var storeByteCount: Int { 17 }
  /// Bytes of record 6.
  public static var clockByteCount: Int { 18 }
  /// Bytes of record 8.
  public static var floorsByteCount: Int { 24 }
  /// Kinds of messages that record 10 tells of.
  public static var versionCount: Int { 5 }
  /// Counters of record 14.
  public static var counterCount: Int { 19 }

  /// The rule of a known type; nil for an unknown one.
  public static func rule(for type: UInt64) -> RecordRule? {
    switch type {
    case 0: RecordRule(satelliteID, 1, Limits.textByteCountMax)
    case 2: exact(nonce, Limits.nonceByteCount)
    case 4: exact(store, storeByteCount)
    case 6: exact(clock, clockByteCount)
    case 8: exact(floors, floorsByteCount)
    case 10: exact(versions, 8 * versionCount)
    case 12: exact(issuers, 2)
    case 14: exact(counters, 4 * counterCount)
    case 16: exact(executorSignature, 64)
    default: nil
    }
  }

  private static func exact(_ slot: Int, _ byteCount: Int) -> RecordRule {
    RecordRule(slot, byteCount, byteCount)
  }
}

/// An OperatorStatus, its structure checked; its signature is not.
public struct OperatorStatus: ~Escapable {
  /// The body and its records.
  public let message: Message<OperatorStatusSchema>

  /// Parses a whole message.
  ///
  /// - Throws: any structural `ParseError.Kind`, with the offset from the
  ///   message's first byte; `wrongText` for a satellite_id that is not text.
  @_lifetime(copy bytes)
  public init(parsing bytes: Span<UInt8>) throws(ParseError) {
    self.message = try Message(parsing: bytes)
    try message.checkText(OperatorStatusSchema.satelliteID)
  }

  /// A number inside a record.
  public func number(
    _ slot: Int, at offset: Int, byteCount: Int
  ) -> UInt64 {
    message.value(slot).bigEndianInteger(at: offset, byteCount: byteCount)
  }
}
