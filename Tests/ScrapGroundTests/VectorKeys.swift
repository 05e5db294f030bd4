// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier
import TestSupport

/// The vectors' public test keys, and the satellite that they are made for.
enum VectorKeys {
  static let satelliteID = "SENTINEL-2C-62261"

  /// A signing key with zero auxiliary bytes, as the vectors were signed.
  static func signing(_ name: String) throws -> SigningKey {
    try SigningKey(
      secret: Vectors.key(name).privateKeyHex.bytes.span, chance: .zero,
      place: name)
  }

  static func publicKey(_ name: String) -> [UInt8] {
    Vectors.key(name).publicKeyCompressedHex.bytes
  }

  static var profile: SatelliteProfile {
    SatelliteProfile(
      satelliteID: satelliteID, identityKey: publicKey("executor"),
      issuers: [publicKey("operator")],
      subjects: ["ICEYE-X14-51070": publicKey("commander")])
  }
}
