// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// A parsed token seen through the bytes it was received in.
///
/// Values are read where they lie; nothing is re-encoded (E-22).
public struct Token: ~Escapable {
  /// All bytes of the token.
  public let bytes: Span<UInt8>
  private let records: TokenRecords

  /// Looks at `bytes` through `records`.
  ///
  /// - Precondition: `records` were parsed from these bytes.
  @_lifetime(copy bytes)
  public init(bytes: Span<UInt8>, records: TokenRecords) {
    self.bytes = bytes
    self.records = records
  }

  private var table: RecordTable<TokenSchema> { records.table }

  @inline(__always)
  @_lifetime(copy self)
  private func value(_ field: Field) -> Span<UInt8> {
    bytes.extracting(field.range)
  }

  @inline(__always)
  private func integer(_ field: Field) -> UInt64 {
    bytes.bigEndianInteger(
      at: Int(field.offset), byteCount: Int(field.byteCount))
  }

  @inline(__always)
  private func optionalInteger(_ slot: Int) -> UInt64? {
    guard let field = table.optionalField(slot) else { return nil }
    return integer(field)
  }

  // MARK: Required records

  /// Record 2: the signer's compressed key, 33 bytes.
  public var issuer: Span<UInt8> {
    @_lifetime(copy self) get { value(table.field(TokenSchema.issuer)) }
  }

  /// Record 4: who may use the token; a key or a text id.
  public var subject: Span<UInt8> {
    @_lifetime(copy self) get { value(table.field(TokenSchema.subject)) }
  }

  /// Record 6: the target; a key or a text id.
  public var audience: Span<UInt8> {
    @_lifetime(copy self) get { value(table.field(TokenSchema.audience)) }
  }

  /// Record 8, Unix seconds.
  public var issuedAtSeconds: UInt32 {
    UInt32(truncatingIfNeeded: integer(table.field(TokenSchema.issuedAt)))
  }

  /// Record 10, Unix seconds.
  public var expiresAtSeconds: UInt32 {
    UInt32(truncatingIfNeeded: integer(table.field(TokenSchema.expiresAt)))
  }

  /// Record 12.
  public var tokenID: TokenID {
    TokenID(value(table.field(TokenSchema.tokenID)))
  }

  /// Record 12 as bytes, 16.
  public var tokenIDBytes: Span<UInt8> {
    @_lifetime(copy self) get { value(table.field(TokenSchema.tokenID)) }
  }

  /// How many records 14 there are, 1 to 16.
  public var capabilityCount: Int { table.repeatedCount }

  /// The run of records 14.
  public var capabilityRecords: Span<UInt8> {
    @_lifetime(copy self) get { bytes.extracting(table.repeated) }
  }

  /// A walk over the records 14, in order; its places count from
  /// `capabilityRecords`.
  @_lifetime(copy self)
  public func capabilities() -> RepeatedRecords {
    RepeatedRecords(bytes, in: table.repeated)
  }

  /// Record 240: the BIP-340 signature, 64 bytes.
  public var signature: Span<UInt8> {
    @_lifetime(copy self) get { value(table.field(TokenSchema.signature)) }
  }

  /// What the signature covers: the received bytes before record 240.
  public var signedBytes: Span<UInt8> {
    @_lifetime(copy self) get { bytes.extracting(0..<table.signedByteCount) }
  }

  // MARK: Constraints

  /// Record 13: GeoJSON text, not looked into while parsing.
  public var geo: Span<UInt8>? {
    @_lifetime(copy self) get { optionalValue(TokenSchema.geo) }
  }

  /// Record 15, first half: tasks per period.
  public var rateCount: UInt32? {
    optionalInteger(TokenSchema.rate).map {
      UInt32(truncatingIfNeeded: $0 &>> 32)
    }
  }

  /// Record 15, second half, 1 or more.
  public var ratePeriodSeconds: UInt32? {
    optionalInteger(TokenSchema.rate).map { UInt32(truncatingIfNeeded: $0) }
  }

  /// Record 17, satoshis.
  public var amountSats: UInt64? { optionalInteger(TokenSchema.amount) }

  /// Record 19: not before, Unix seconds.
  public var afterSeconds: UInt32? {
    optionalInteger(TokenSchema.after).map { UInt32(truncatingIfNeeded: $0) }
  }

  // MARK: Delegation

  /// Record 20, 33 bytes; present in a delegation only.
  public var rootIssuer: Span<UInt8>? {
    @_lifetime(copy self) get { optionalValue(TokenSchema.rootIssuer) }
  }

  /// Record 22, 16 bytes; present in a delegation only.
  public var rootTokenID: Span<UInt8>? {
    @_lifetime(copy self) get { optionalValue(TokenSchema.rootTokenID) }
  }

  /// Record 24, 16 bytes; present in a delegation only.
  public var parentTokenID: Span<UInt8>? {
    @_lifetime(copy self) get { optionalValue(TokenSchema.parentTokenID) }
  }

  /// Record 26; 0 for a root, whether or not it is written.
  public var chainDepth: UInt8 {
    UInt8(truncatingIfNeeded: optionalInteger(TokenSchema.chainDepth) ?? 0)
  }

  /// Whether this is a delegation; a root otherwise (E-72).
  public var isDelegation: Bool {
    table.optionalField(TokenSchema.rootIssuer) != nil
  }

  @_lifetime(copy self)
  private func optionalValue(_ slot: Int) -> Span<UInt8>? {
    guard let field = table.optionalField(slot) else { return nil }
    return value(field)
  }

  // MARK: Places

  /// Where the first record 14 begins, its type byte.
  public var capabilityRunOffset: Int { table.repeated.lowerBound }

  /// Where the value of a record lies, for the place of a refusal.
  public enum Place: Sendable {
    /// Record 2.
    case issuer
    /// Record 4.
    case subject
    /// Record 6.
    case audience
    /// Record 8.
    case issuedAt
    /// Record 10.
    case expiresAt
    /// Record 12.
    case tokenID
    /// Record 13.
    case geo
    /// Record 15.
    case rate
    /// Record 17.
    case amount
    /// Record 19.
    case after
    /// Record 20.
    case rootIssuer
    /// Record 22.
    case rootTokenID
    /// Record 24.
    case parentTokenID
    /// Record 26.
    case chainDepth
    /// Record 240.
    case signature

    var slot: Int {
      switch self {
      case .issuer: TokenSchema.issuer
      case .subject: TokenSchema.subject
      case .audience: TokenSchema.audience
      case .issuedAt: TokenSchema.issuedAt
      case .expiresAt: TokenSchema.expiresAt
      case .tokenID: TokenSchema.tokenID
      case .geo: TokenSchema.geo
      case .rate: TokenSchema.rate
      case .amount: TokenSchema.amount
      case .after: TokenSchema.after
      case .rootIssuer: TokenSchema.rootIssuer
      case .rootTokenID: TokenSchema.rootTokenID
      case .parentTokenID: TokenSchema.parentTokenID
      case .chainDepth: TokenSchema.chainDepth
      case .signature: TokenSchema.signature
      }
    }
  }

  /// The first byte of the value at `place`, counted from the token's first;
  /// 0 if the record is absent.
  public func offset(of place: Place) -> Int { offset(ofSlot: place.slot) }

  /// Where the value of the record in `slot` begins; the token's first byte
  /// if it is absent.
  func offset(ofSlot slot: Int) -> Int {
    table.optionalField(slot).map { Int($0.offset) } ?? 0
  }
}
