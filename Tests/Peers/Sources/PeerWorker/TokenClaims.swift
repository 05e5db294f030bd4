// SPDX-License-Identifier: Apache-2.0

import Foundation
import JWTKit

/// What a capability token says, as claims.
struct TokenClaims: JWTPayload {
  static let satelliteID = "SENTINEL-2C-62261"

  var iss = IssuerClaim(value: "ESA")
  var sub = SubjectClaim(value: "ICEYE-X14-51070")
  var aud: AudienceClaim
  var iat = IssuedAtClaim(value: Date())
  var exp: ExpirationClaim
  var jti = IDClaim(value: "000102030405060708090a0b0c0d0e0f")
  var caps = ["cmd:imaging:msi"]

  init(audience: String = satelliteID, lifeSeconds: Double = 86_400) {
    aud = AudienceClaim(value: [audience])
    exp = ExpirationClaim(value: Date(timeIntervalSinceNow: lifeSeconds))
  }

  func verify(using algorithm: some JWTAlgorithm) async throws {
    try exp.verifyNotExpired()
    try aud.verifyIntendedAudience(includes: Self.satelliteID)
  }
}
