// SPDX-License-Identifier: Apache-2.0

/// Every maximum of the wire format, with its unit and source. Anything above
/// one of them is refused before it is looked into (E-31).
public enum Limits {
  /// Bytes of a message's type and length (SCRAP §16.1).
  public static let headerByteCount = 3
  /// Bytes of a TaskRequest's body.
  public static let bodyByteCountMax = 4096
  /// Bytes of the longest message.
  public static let messageByteCountMax = headerByteCount + bodyByteCountMax
  /// Bytes of one token, signature included.
  public static let tokenByteCountMax = 1024
  /// Delegations above a root: root, and at most three more (E-76).
  public static let chainDepthMax = 3
  /// Tokens of the longest chain, root included.
  public static let chainTokenCountMax = chainDepthMax + 1
  /// Records of type 14 in one token.
  public static let capabilityCountMax = 16
  /// Bytes of one capability string.
  public static let capabilityByteCountMax = 64
  /// Segments of one capability string (E-86).
  public static let segmentCountMax = 8
  /// Bytes of one segment of a capability string (E-86).
  public static let segmentByteCountMax = 32
  /// Bytes of a text id: subject, audience, task_id (E-30).
  public static let textByteCountMax = 64
  /// Bytes of the GeoJSON text in a request's target.
  public static let targetByteCountMax = 2048
  /// Bytes of each opaque record of a request: parameters, constraints.
  public static let opaqueByteCountMax = 1024
  /// Positions of a ring, the closing one included (E-89).
  public static let ringPositionCountMax = 33
  /// Positions of the smallest ring, a closed triangle (E-89).
  public static let ringPositionCountMin = 4

  /// Bytes of a compressed public key.
  public static let keyByteCount = 33
  /// Bytes of a challenge's nonce.
  public static let nonceByteCount = 16
  /// Bytes of a token_id.
  public static let tokenIDByteCount = 16

  /// Tokens that one message revokes: what the store commits at once.
  public static let revocationCountMax = 4
  /// Bytes of one revocation: issuer, token_id, expires_at.
  public static let revocationByteCount = keyByteCount + tokenIDByteCount + 4
  /// Issuers that one message names: the slots of a profile.
  public static let issuerCountMax = 4
  /// Bytes of the longest content of an operator's command.
  public static let commandByteCountMax =
    revocationCountMax * revocationByteCount
  /// Bytes of both floors in a command.
  public static let floorsByteCount = 16
}
