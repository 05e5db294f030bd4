// SPDX-License-Identifier: Apache-2.0

extension OperatorRefusal.Reason {
  /// The name, as in JSON output and telemetry.
  public var name: StaticString {
    switch self {
    case .malformedMessage: "malformed_message"
    case .wrongSatellite: "wrong_satellite"
    case .noOpenChallenge: "no_open_challenge"
    case .wrongNonce: "wrong_nonce"
    case .unknownOperationsKey: "unknown_operations_key"
    case .impossibleTime: "impossible_time"
    case .badOperationsSignature: "bad_operations_signature"
    case .oldVersion: "old_version"
    case .versionNotKept: "version_not_kept"
    case .noTrustedTime: "no_trusted_time"
    case .signedAhead: "signed_ahead"
    case .signedBeforeFloor: "signed_before_floor"
    case .unknownIssuer: "unknown_issuer"
    case .revocationTooFar: "revocation_too_far"
    case .floorOutOfRange: "floor_out_of_range"
    case .storeFull: "store_full"
    case .revocationNotKept: "revocation_not_kept"
    }
  }

  /// What the operator can do about it, in one sentence.
  public var remedy: StaticString {
    switch self {
    case .malformedMessage:
      "Build the message again from its records; the offset names the first bad byte."
    case .wrongSatellite:
      "Send the message to the satellite that it names."
    case .noOpenChallenge:
      "Have the satellite send a challenge, and answer that one."
    case .wrongNonce:
      "Answer the newest challenge."
    case .unknownOperationsKey:
      "Sign with one of the profile's operations keys."
    case .impossibleTime:
      "State the fraction below a second and an error bound above zero."
    case .badOperationsSignature:
      "Sign the message again, unchanged, with the key that it names."
    case .oldVersion:
      "Sign again with a version above every one that was sent before."
    case .versionNotKept:
      "Check the store, then sign again with the next version."
    case .noTrustedTime:
      "Give the satellite trusted time, then send the message again."
    case .signedAhead:
      "Set the ground's clock right and sign again."
    case .signedBeforeFloor:
      "Sign again once the present lies above floor G."
    case .unknownIssuer:
      "Name issuers of the satellite's profile alone."
    case .revocationTooFar:
      "Send it once the token could be accepted, or disable its issuer."
    case .floorOutOfRange:
      "Name a floor E not above the present; a G at most an hour above it, after a loss with the clock skew added."
    case .storeFull:
      "Wait until entries expire, then sign again with the next version."
    case .revocationNotKept:
      "Check the store, then revoke again with the next version: it may hold or not."
    }
  }
}
