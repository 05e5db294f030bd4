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
    var records: [(type: UInt64, value: [UInt8])] = [
      (0, [1]), (2, issuer), (4, description.subject),
      (6, description.audience),
      (8, bigEndian(description.issuedAtSeconds)),
      (10, bigEndian(description.expiresAtSeconds)),
      (12, description.tokenID),
    ]
    records += description.capabilities.map { (14, Array($0.utf8)) }
    records += self.records(of: description.constraints)
    if let place {
      records += [
        (20, place.rootIssuer), (22, place.rootTokenID),
        (24, place.parentTokenID), (26, [place.depth]),
      ]
    }
    records += description.otherRecords.map { ($0.key, $0.value) }
    var writer = RecordWriter()
    // Equal types keep their order: capabilities stand as they were given.
    let order = records.enumerated().sorted {
      ($0.element.type, $0.offset) < ($1.element.type, $1.offset)
    }
    for (_, record) in order { writer.append(record.type, record.value) }
    return writer.bytes
  }

  private static func records(
    of constraints: TokenConstraints
  ) -> [(type: UInt64, value: [UInt8])] {
    var records: [(type: UInt64, value: [UInt8])] = []
    if let geo = constraints.geo { records.append((13, geo)) }
    if let rate = constraints.rate {
      let value = bigEndian(rate.count) + bigEndian(rate.periodSeconds)
      records.append((15, value))
    }
    if let amount = constraints.amountSats {
      records.append((17, bigEndian(amount)))
    }
    if let after = constraints.afterSeconds {
      records.append((19, bigEndian(after)))
    }
    return records
  }

  private static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }

  private static func sign(
    _ unsigned: [UInt8], _ tag: Tag, _ key: borrowing SigningKey
  ) throws(GroundError) -> [UInt8] {
    var writer = RecordWriter()
    writer.append(240, try key.sign(tag, unsigned))
    return unsigned + writer.bytes
  }
}
