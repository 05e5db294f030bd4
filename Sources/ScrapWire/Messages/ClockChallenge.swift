// SPDX-License-Identifier: Apache-2.0

/// The records of a ClockChallenge (0x20). It is not signed: a false one gets
/// an answer that no satellite takes.
public enum ClockChallengeSchema: PlainMessageSchema {
  /// Record 0: the asking satellite's text id.
  public static let satelliteID = 0
  /// Record 2: what the answer must repeat, drawn by chance.
  public static let nonce = 1

  /// ClockChallenge.
  public static var messageType: MessageType { .clockChallenge }
  /// Records 0 and 2.
  public static var recordCount: Int { 2 }

  /// The rule of a known type; nil for an unknown one.
  public static func rule(for type: UInt64) -> RecordRule? {
    switch type {
    case 0: RecordRule(satelliteID, 1, Limits.textByteCountMax)
    case 2: RecordRule(nonce, Limits.nonceByteCount, Limits.nonceByteCount)
    default: nil
    }
  }
}

/// A ClockChallenge, its structure checked.
public struct ClockChallenge: ~Escapable {
  /// The body and its records.
  public let message: Message<ClockChallengeSchema>

  /// Parses a whole message.
  ///
  /// - Throws: any structural `ParseError.Kind`, with the offset from the
  ///   message's first byte; `wrongText` for a satellite_id that is not text.
  @_lifetime(copy bytes)
  public init(parsing bytes: Span<UInt8>) throws(ParseError) {
    self.message = try Message(parsing: bytes)
    try message.checkText(ClockChallengeSchema.satelliteID)
  }
}
