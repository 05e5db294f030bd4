// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import ScrapWire

/// What a token says, copied out of its bytes.
public struct TokenFacts: Equatable, Sendable {
  /// Record 2, 33 bytes.
  public var issuer: [UInt8]
  /// Record 4.
  public var subject: [UInt8]
  /// Record 6.
  public var audience: [UInt8]
  /// Record 8, Unix seconds.
  public var issuedAtSeconds: UInt32
  /// Record 10, Unix seconds.
  public var expiresAtSeconds: UInt32
  /// Record 12, 16 bytes.
  public var tokenID: [UInt8]
  /// Record 19, Unix seconds.
  public var afterSeconds: UInt32?

  /// Parses a token as the verifier does.
  ///
  /// - Parameters:
  ///   - bytes: the token.
  ///   - place: what an error names.
  /// - Throws: `wrongValue` with the parser's word and the byte.
  public init(parsing bytes: [UInt8], place: String) throws(GroundError) {
    do throws(ParseError) {
      let records = try TokenRecords(parsing: bytes.span)
      let token = Token(bytes: bytes.span, records: records)
      self.issuer = token.issuer.array
      self.subject = token.subject.array
      self.audience = token.audience.array
      self.issuedAtSeconds = token.issuedAtSeconds
      self.expiresAtSeconds = token.expiresAtSeconds
      self.tokenID = token.tokenIDBytes.array
      self.afterSeconds = token.afterSeconds
    } catch {
      throw .wrongValue(
        place: place, expected: "a well-formed token",
        found: "\(error.kind.name) at byte \(error.offset)")
    }
  }
}
