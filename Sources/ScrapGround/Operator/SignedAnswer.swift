// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// What tells whether an answer is the satellite's.
struct SignedAnswer {
  var satelliteID: [UInt8]
  var signature: [UInt8]
  /// What must have been signed.
  var digest: Digest

  /// - Throws: `wrongValue` for an answer that names another satellite, or that
  ///   the profile's identity_pubkey has not signed.
  func check(by profile: SatelliteProfile) throws(GroundError) {
    guard satelliteID == Array(profile.satelliteID.utf8) else {
      throw .wrongValue(
        place: "answer", expected: "one of \(profile.satelliteID)",
        found: "one of \(String(decoding: satelliteID, as: UTF8.self))")
    }
    let identity = profile.identityKey
    guard let key = VerificationKey(compressed: identity.span),
      key.isValid(signature: signature.span, digest: digest)
    else {
      throw .wrongValue(
        place: "answer", expected: "a signature by identity_pubkey",
        found: "another signature")
    }
  }

  static func malformed(_ error: ParseError) -> GroundError {
    .wrongValue(
      place: "answer", expected: "a receipt or a status",
      found: "\(error.kind.name) at byte \(error.offset)")
  }
}
