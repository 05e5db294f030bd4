// SPDX-License-Identifier: Apache-2.0

/// What a token is to say; issuer and the records of a delegation follow from
/// the key and the parent.
public struct TokenDescription: Equatable, Sendable {
  /// Who may use the token: a key of 33 bytes, or a text id (E-34).
  public var subject: [UInt8]
  /// The target: a key of 33 bytes, or a text id (E-33).
  public var audience: [UInt8]
  /// Unix seconds.
  public var issuedAtSeconds: UInt32
  /// Unix seconds.
  public var expiresAtSeconds: UInt32
  /// 16 bytes, unique among the issuer's.
  public var tokenID: [UInt8]
  /// Capability strings, 1 to 16 (E-85, E-86).
  public var capabilities: [String]
  /// What the token is bound to besides.
  public var constraints: TokenConstraints
  /// Records besides, by type: flags, an explicit depth of a root, or types of
  /// later versions; put where their type belongs.
  public var otherRecords: [UInt64: [UInt8]]

  /// Makes a description.
  public init(
    subject: [UInt8],
    audience: [UInt8],
    issuedAtSeconds: UInt32,
    expiresAtSeconds: UInt32,
    tokenID: [UInt8],
    capabilities: [String],
    constraints: TokenConstraints = TokenConstraints(),
    otherRecords: [UInt64: [UInt8]] = [:]
  ) {
    self.subject = subject
    self.audience = audience
    self.issuedAtSeconds = issuedAtSeconds
    self.expiresAtSeconds = expiresAtSeconds
    self.tokenID = tokenID
    self.capabilities = capabilities
    self.constraints = constraints
    self.otherRecords = otherRecords
  }
}
