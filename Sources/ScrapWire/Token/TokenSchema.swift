// SPDX-License-Identifier: Apache-2.0

/// The records of a capability token (SCRAP §2.5.4, lengths of E-23).
public enum TokenSchema: RecordSchema {
  static let version = 0
  static let flags = 1
  static let issuer = 2
  static let subject = 3
  static let audience = 4
  static let issuedAt = 5
  static let expiresAt = 6
  static let tokenID = 7
  static let geo = 8
  static let capability = 9
  static let rate = 10
  static let amount = 11
  static let after = 12
  static let rootIssuer = 13
  static let rootTokenID = 14
  static let parentTokenID = 15
  static let chainDepth = 16
  static let signature = 17

  /// The rule of a known type; nil for an unknown one.
  @inline(__always)
  public static func rule(for type: UInt64) -> RecordRule? {
    switch type {
    case 0: RecordRule(version, 1, 1)
    case 1: RecordRule(flags, 1, 1)
    case 2: RecordRule(issuer, 33, 33)
    case 4: RecordRule(subject, 1, Limits.textByteCountMax)
    case 6: RecordRule(audience, 1, Limits.textByteCountMax)
    case 8: RecordRule(issuedAt, 4, 4)
    case 10: RecordRule(expiresAt, 4, 4)
    case 12: RecordRule(tokenID, 16, 16)
    case 13: RecordRule(geo, 0, Limits.tokenByteCountMax)
    case 14: RecordRule(capability, 1, Limits.capabilityByteCountMax)
    case 15: RecordRule(rate, 8, 8)
    case 17: RecordRule(amount, 8, 8)
    case 19: RecordRule(after, 4, 4)
    case 20: RecordRule(rootIssuer, 33, 33)
    case 22: RecordRule(rootTokenID, 16, 16)
    case 24: RecordRule(parentTokenID, 16, 16)
    case 26: RecordRule(chainDepth, 1, 1)
    case 240: RecordRule(signature, 64, 64)
    default: nil
    }
  }

  /// Required exactly once: 0 2 4 6 8 10 12 240; 14 at least once (E-29).
  public static var requiredSlots: UInt32 {
    0b10_0000_0010_1111_1101
  }

  /// The types by slot.
  public static func type(ofSlot slot: Int) -> UInt8 {
    switch slot {
    case version: 0
    case flags: 1
    case issuer: 2
    case subject: 4
    case audience: 6
    case issuedAt: 8
    case expiresAt: 10
    case tokenID: 12
    case geo: 13
    case capability: 14
    case rate: 15
    case amount: 17
    case after: 19
    case rootIssuer: 20
    case rootTokenID: 22
    case parentTokenID: 24
    case chainDepth: 26
    default: 240
    }
  }

  /// capability (E-19).
  public static var repeatableType: UInt64? { 14 }
  /// signature (E-21).
  public static var lastType: UInt64 { 240 }
}
