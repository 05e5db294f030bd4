// SPDX-License-Identifier: Apache-2.0

/// The records of an operator's command (0x22 to 0x26): all are laid out alike,
/// and each has a tag of its own.
public enum OperatorCommandSchema: PlainMessageSchema {
  /// Record 0: the satellite that it is for.
  public static let satelliteID = 0
  /// Record 2: above that of every command of this type taken before.
  public static let version = 1
  /// Record 4: when it was signed, Unix seconds.
  public static let signedAt = 2
  /// Record 6: what is to be done; see `OperatorCommand`.
  public static let content = 3
  /// Record 8: the signer's compressed key, one of the profile's operations
  /// keys.
  public static let operationsKey = 4
  /// Record 10: over the body before it, under the tag of the command's type.
  public static let operationsSignature = 5

  /// The first of the types.
  public static var messageType: MessageType { .revocation }
  /// Records 0 to 10.
  public static var recordCount: Int { 6 }

  /// The rule of a known type; nil for an unknown one.
  public static func rule(for type: UInt64) -> RecordRule? {
    switch type {
    case 0: RecordRule(satelliteID, 1, Limits.textByteCountMax)
    case 2: RecordRule(version, 8, 8)
    case 4: RecordRule(signedAt, 8, 8)
    case 6: RecordRule(content, 0, Limits.commandByteCountMax)
    case 8:
      RecordRule(operationsKey, Limits.keyByteCount, Limits.keyByteCount)
    case 10: RecordRule(operationsSignature, 64, 64)
    default: nil
    }
  }
}

/// An operator's command, its structure checked; neither its values nor its
/// signature are.
///
/// The content of a revocation is 1 to 4 times issuer (33 bytes), token_id (16)
/// and expires_at (4); of an issuer list 1 to 4 keys; of a floor raise floor G
/// and floor E, 8 bytes each; of a counter reset nothing; of a status request a
/// nonce (16).
public struct OperatorCommand: ~Escapable {
  /// The body and its records.
  public let message: Message<OperatorCommandSchema>

  /// Parses a whole message.
  ///
  /// - Throws: any structural `ParseError.Kind`, with the offset from the
  ///   message's first byte; `wrongMessageType` for a type that is none of a
  ///   command's; `wrongText` for a satellite_id that is not text;
  ///   `wrongLength` for a content that the type cannot have;
  ///   `wrongKeyPrefix` for a key that does not begin with 02 or 03, also in a
  ///   revocation.
  @_lifetime(copy bytes)
  public init(
    parsing bytes: Span<UInt8>, as type: MessageType
  ) throws(ParseError) {
    guard let unit = Self.contentUnit(of: type) else {
      throw ParseError(.wrongMessageType, at: 0)
    }
    self.message = try Message(parsing: bytes, as: type)
    typealias Records = OperatorCommandSchema
    try message.checkText(Records.satelliteID)
    let count = message.value(Records.content).count
    let isWhole =
      unit.byteCount == 0
      ? count == 0
      : count > 0 && count % unit.byteCount == 0
        && count <= unit.byteCount * unit.countMax
    let content = message.offset(Records.content)
    guard isWhole else {
      // A length of at most 212 is one byte.
      throw ParseError(.wrongLength, at: content - 1, recordType: 6)
    }
    if unit.isKey {
      var start = 0
      while start < count {
        guard
          Identity.hasKeyPrefix(
            message.value(Records.content)
              .extracting(start..<start + Limits.keyByteCount))
        else {
          throw ParseError(
            .wrongKeyPrefix, at: content + start, recordType: 6)
        }
        start += unit.byteCount
      }
    }
    guard Identity.hasKeyPrefix(message.value(Records.operationsKey)) else {
      throw ParseError(
        .wrongKeyPrefix, at: message.offset(Records.operationsKey),
        recordType: 8)
    }
  }

  /// Bytes of one part of the content, how many there may be, and whether each
  /// begins with a key.
  private static func contentUnit(
    of type: MessageType
  ) -> (byteCount: Int, countMax: Int, isKey: Bool)? {
    switch type {
    case .revocation:
      (Limits.revocationByteCount, Limits.revocationCountMax, true)
    case .issuerList: (Limits.keyByteCount, Limits.issuerCountMax, true)
    case .floorRaise: (Limits.floorsByteCount, 1, false)
    case .counterReset: (0, 0, false)
    case .statusRequest: (Limits.nonceByteCount, 1, false)
    default: nil
    }
  }

  /// Record 6.
  public var content: Span<UInt8> {
    @_lifetime(copy self) get {
      message.value(OperatorCommandSchema.content)
    }
  }

  /// How many tokens a revocation names.
  public var revocationCount: Int {
    content.count / Limits.revocationByteCount
  }

  /// The issuer of a token that a revocation names.
  @_lifetime(copy self)
  public func issuer(ofRevocation index: Int) -> Span<UInt8> {
    let start = index * Limits.revocationByteCount
    return content.extracting(start..<start + Limits.keyByteCount)
  }

  /// The token_id of a token that a revocation names.
  @_lifetime(copy self)
  public func tokenID(ofRevocation index: Int) -> Span<UInt8> {
    let start = index * Limits.revocationByteCount + Limits.keyByteCount
    return content.extracting(start..<start + Limits.tokenIDByteCount)
  }

  /// The expires_at of a token that a revocation names, Unix seconds.
  public func expiresAtSeconds(ofRevocation index: Int) -> UInt32 {
    let start = (index + 1) * Limits.revocationByteCount - 4
    return UInt32(
      truncatingIfNeeded: content.bigEndianInteger(at: start, byteCount: 4))
  }

  /// How many issuers a list names.
  public var issuerCount: Int { content.count / Limits.keyByteCount }

  /// An issuer that a list names.
  @_lifetime(copy self)
  public func issuer(_ index: Int) -> Span<UInt8> {
    let start = index * Limits.keyByteCount
    return content.extracting(start..<start + Limits.keyByteCount)
  }

  /// Floor G that a floor raise names, Unix seconds; 0 for none.
  public var issuanceFloorSeconds: UInt64 {
    content.bigEndianInteger(at: 0, byteCount: 8)
  }

  /// Floor E that a floor raise names, Unix seconds; 0 for none.
  public var expiryFloorSeconds: UInt64 {
    content.bigEndianInteger(at: 8, byteCount: 8)
  }
}
