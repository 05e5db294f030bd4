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
    }
  }
}
