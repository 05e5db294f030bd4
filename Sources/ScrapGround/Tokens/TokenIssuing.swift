// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// Writes and signs tokens, and gives out only what a satellite could accept.
public enum TokenIssuing {
  /// Whether what is written is held against the verifier's own rules.
  public enum Checking: Sendable {
    /// Refuse to give out what a satellite would refuse at any time.
    case full
    /// Give out anything: for laboratories that need bad tokens.
    case none
  }

  /// Issues a root token (tag `SCRAP/token/v1`).
  ///
  /// - Parameters:
  ///   - description: what it says.
  ///   - key: the operator's.
  ///   - checking: whether bad tokens are refused.
  /// - Returns: the token's bytes.
  /// - Throws: `wouldBeRefused`, `noEntropy`, `signingFault`.
  public static func issue(
    _ description: TokenDescription,
    key: borrowing SigningKey,
    checking: Checking = .full
  ) throws(GroundError) -> [UInt8] {
    let token = try sign(
      unsigned(description, issuer: key.publicKey, place: nil), .token, key)
    if checking == .full { try ChainCheck.check([token]) }
    return token
  }

  /// Issues a delegation (tag `SCRAP/delegation/v1`); root_issuer,
  /// root_token_id, parent_token_id and chain_depth follow from the parents.
  ///
  /// - Parameters:
  ///   - description: what it says.
  ///   - chain: the parents, root first; every one must parse.
  ///   - key: the last parent's subject's.
  ///   - checking: whether bad tokens are refused.
  /// - Returns: the token's bytes, without its parents.
  /// - Throws: `wrongValue` if a parent does not parse or there is none;
  ///   `wouldBeRefused`, `noEntropy`, `signingFault`.
  public static func delegate(
    _ description: TokenDescription,
    under chain: [[UInt8]],
    key: borrowing SigningKey,
    checking: Checking = .full
  ) throws(GroundError) -> [UInt8] {
    let place = try DelegationPlace(under: chain)
    let token = try sign(
      unsigned(description, issuer: key.publicKey, place: place), .delegation,
      key)
    if checking == .full { try ChainCheck.check(chain + [token]) }
    return token
  }

  /// The records of a token in their order (E-20), without the signature.
  static func unsigned(
    _ description: TokenDescription,
    issuer: [UInt8],
    place: DelegationPlace?
  ) -> [UInt8] {
    var writer = RecordWriter()
    writer.append(0, [1])
    writer.append(2, issuer)
    writer.append(4, description.subject)
    writer.append(6, description.audience)
    writer.append(8, UInt64(description.issuedAtSeconds), byteCount: 4)
    writer.append(10, UInt64(description.expiresAtSeconds), byteCount: 4)
    writer.append(12, description.tokenID)
    let constraints = description.constraints
    if let geo = constraints.geo { writer.append(13, geo) }
    for capability in description.capabilities {
      writer.append(14, Array(capability.utf8))
    }
    if let rate = constraints.rate {
      let value = UInt64(rate.count) << 32 | UInt64(rate.periodSeconds)
      writer.append(15, value, byteCount: 8)
    }
    if let amount = constraints.amountSats {
      writer.append(17, amount, byteCount: 8)
    }
    if let after = constraints.afterSeconds {
      writer.append(19, UInt64(after), byteCount: 4)
    }
    if let place {
      writer.append(20, place.rootIssuer)
      writer.append(22, place.rootTokenID)
      writer.append(24, place.parentTokenID)
      writer.append(26, [place.depth])
    }
    return writer.bytes
  }

  private static func sign(
    _ unsigned: [UInt8], _ tag: Tag, _ key: borrowing SigningKey
  ) throws(GroundError) -> [UInt8] {
    var writer = RecordWriter()
    writer.append(240, try key.sign(tag, unsigned))
    return unsigned + writer.bytes
  }
}
