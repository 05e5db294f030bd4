// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// A token that the operator takes back (E-70).
public struct RevokedToken: Equatable, Sendable {
  /// The token's issuer, a compressed key of 33 bytes.
  public var issuer: [UInt8]
  /// The token_id, 16 bytes.
  public var tokenID: [UInt8]
  /// The token's expires_at, Unix seconds: until then it is kept.
  public var expiresAtSeconds: UInt32

  /// Names a token that is not at hand.
  public init(issuer: [UInt8], tokenID: [UInt8], expiresAtSeconds: UInt32) {
    self.issuer = issuer
    self.tokenID = tokenID
    self.expiresAtSeconds = expiresAtSeconds
  }

  /// Names a token; its signature does not matter.
  ///
  /// - Throws: `wrongValue` for bytes that are no token.
  public init(token bytes: [UInt8]) throws(GroundError) {
    do throws(ParseError) {
      let records = try TokenRecords(parsing: bytes.span)
      let token = Token(bytes: bytes.span, records: records)
      self.init(
        issuer: token.issuer.array, tokenID: token.tokenIDBytes.array,
        expiresAtSeconds: token.expiresAtSeconds)
    } catch {
      throw .wrongValue(
        place: "token", expected: "a capability token",
        found: "\(error.kind.name) at byte \(error.offset)")
    }
  }
}
