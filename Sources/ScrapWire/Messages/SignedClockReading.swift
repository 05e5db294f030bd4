// SPDX-License-Identifier: Apache-2.0

/// The records of an operator's clock reading (0x21).
public enum SignedClockReadingSchema: PlainMessageSchema {
  /// Record 0: the satellite that it is for.
  public static let satelliteID = 0
  /// Record 2: above that of every clock reading taken before.
  public static let version = 1
  /// Record 4: the challenge's.
  public static let nonce = 2
  /// Record 6: whole seconds, Unix time (UTC), when it was signed.
  public static let unixSeconds = 3
  /// Record 8: the fraction, below 1,000,000,000.
  public static let nanoseconds = 4
  /// Record 10: how far the true time may lie on either side, above zero.
  public static let errorNanoseconds = 5
  /// Record 12: the signer's compressed key, one of the profile's operations
  /// keys.
  public static let operationsKey = 6
  /// Record 14: over the body before it, tag `SCRAP/ops/clock_reading/v1`.
  public static let operationsSignature = 7

  /// The clock reading.
  public static var messageType: MessageType { .clockReading }
  /// Records 0 to 14.
  public static var recordCount: Int { 8 }

  /// The rule of a known type; nil for an unknown one.
  public static func rule(for type: UInt64) -> RecordRule? {
    switch type {
    case 0: RecordRule(satelliteID, 1, Limits.textByteCountMax)
    case 2: RecordRule(version, 8, 8)
    case 4: RecordRule(nonce, Limits.nonceByteCount, Limits.nonceByteCount)
    case 6: RecordRule(unixSeconds, 8, 8)
    case 8: RecordRule(nanoseconds, 4, 4)
    case 10: RecordRule(errorNanoseconds, 8, 8)
    case 12:
      RecordRule(operationsKey, Limits.keyByteCount, Limits.keyByteCount)
    case 14: RecordRule(operationsSignature, 64, 64)
    default: nil
    }
  }
}

/// An operator's clock reading, its structure checked; neither its values nor
/// its signature are.
public struct SignedClockReading: ~Escapable {
  /// The body and its records.
  public let message: Message<SignedClockReadingSchema>

  /// Parses a whole message.
  ///
  /// - Throws: any structural `ParseError.Kind`, with the offset from the
  ///   message's first byte; `wrongText` for a satellite_id that is not text;
  ///   `wrongKeyPrefix` for a key that does not begin with 02 or 03.
  @_lifetime(copy bytes)
  public init(parsing bytes: Span<UInt8>) throws(ParseError) {
    self.message = try Message(parsing: bytes)
    try message.checkText(SignedClockReadingSchema.satelliteID)
    let slot = SignedClockReadingSchema.operationsKey
    guard Identity.hasKeyPrefix(message.value(slot)) else {
      throw ParseError(
        .wrongKeyPrefix, at: message.offset(slot), recordType: 12)
    }
  }
}
