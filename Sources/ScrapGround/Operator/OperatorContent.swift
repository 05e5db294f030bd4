// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// What an operator's command is to say.
public enum OperatorContent: Equatable, Sendable {
  /// Tokens are revoked, 1 to 4 of them, none twice.
  case revocation([RevokedToken])
  /// These are the issuers in force from now on, 1 to 4 of the profile's; all
  /// others of the profile are disabled.
  case issuers([[UInt8]])
  /// Floors rise: nothing issued at or before the first, nothing that expired
  /// before the second; 0 for none. Unix seconds.
  case floors(issuedAfterSeconds: UInt64, expiredBeforeSeconds: UInt64)
  /// The counters are set to zero.
  case counterReset
  /// The satellite is to tell its status, and repeat a nonce of 16 bytes.
  case statusRequest(nonce: [UInt8])

  /// The message's type.
  public var type: MessageType {
    switch self {
    case .revocation: .revocation
    case .issuers: .issuerList
    case .floors: .floorRaise
    case .counterReset: .counterReset
    case .statusRequest: .statusRequest
    }
  }

  /// The name, as in JSON output.
  public var name: String { Self.name(of: type) ?? "" }

  /// The name of a command's message type; nil if it is none.
  public static func name(of type: MessageType) -> String? {
    switch type {
    case .revocation: "revocation"
    case .issuerList: "issuers"
    case .floorRaise: "floors"
    case .counterReset: "counter_reset"
    case .statusRequest: "status_request"
    default: nil
    }
  }

  /// The tag of a command's message type; nil if it is none.
  static func tag(of type: MessageType) -> Tag? {
    switch type {
    case .revocation: .operatorRevocation
    case .issuerList: .operatorIssuers
    case .floorRaise: .operatorFloors
    case .counterReset: .operatorCounterReset
    case .statusRequest: .operatorStatusRequest
    default: nil
    }
  }

  /// Record 6.
  ///
  /// - Throws: `wrongValue` for what no satellite would take.
  func bytes() throws(GroundError) -> [UInt8] {
    switch self {
    case .revocation(let tokens):
      try Self.check(tokens.count, 1...Limits.revocationCountMax, "tokens")
      for (index, token) in tokens.enumerated()
      where tokens[..<index].contains(where: {
        $0.issuer == token.issuer && $0.tokenID == token.tokenID
      }) {
        throw .wrongValue(
          place: "tokens", expected: "each token once",
          found: HexText.text(token.tokenID) + " twice")
      }
      return tokens.flatMap {
        $0.issuer + $0.tokenID + Self.bytes(UInt64($0.expiresAtSeconds), 4)
      }
    case .issuers(let keys):
      try Self.check(keys.count, 1...Limits.issuerCountMax, "issuers")
      return keys.flatMap { $0 }
    case .floors(let issuedAfter, let expiredBefore):
      return Self.bytes(issuedAfter, 8) + Self.bytes(expiredBefore, 8)
    case .counterReset: return []
    case .statusRequest(let nonce):
      try Self.check(
        nonce.count, Limits.nonceByteCount...Limits.nonceByteCount,
        "bytes of the nonce")
      return nonce
    }
  }

  private static func check(
    _ count: Int, _ range: ClosedRange<Int>, _ place: String
  ) throws(GroundError) {
    try SatelliteProfile.checkRange(
      UInt64(count), UInt64(range.lowerBound)...UInt64(range.upperBound),
      place)
  }

  private static func bytes(_ value: UInt64, _ byteCount: Int) -> [UInt8] {
    (0..<byteCount).reversed().map {
      UInt8(truncatingIfNeeded: value >> UInt64($0 * 8))
    }
  }
}
