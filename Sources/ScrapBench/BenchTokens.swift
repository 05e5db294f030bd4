// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// Makes tokens and requests of the usual shape.
enum BenchTokens {
  static let satelliteID = "SENTINEL-2C-62261"
  static let issuedAtSeconds: UInt32 = 1_705_320_000
  static let nowSeconds: UInt64 = 1_705_320_100

  static func description(
    to subject: [UInt8],
    id: [UInt8],
    audience: String = satelliteID,
    expiresAtSeconds: UInt32 = 1_705_406_400
  ) -> TokenDescription {
    TokenDescription(
      subject: subject, audience: Array(audience.utf8),
      issuedAtSeconds: issuedAtSeconds, expiresAtSeconds: expiresAtSeconds,
      tokenID: id, capabilities: ["cmd:imaging:msi"])
  }

  /// 16 bytes that differ with each number.
  static func id(_ number: Int) -> [UInt8] {
    var random = BenchRandom(seed: UInt64(number))
    return [random.next(), random.next()].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
  }

  /// A request of the commander's under a root token.
  static func request(
    by commander: BenchParty, token: [UInt8]
  ) throws(GroundError) -> [UInt8] {
    try RequestSigning.sign(
      RequestDescription(
        taskID: "IMG-2025-001-ICEYE",
        timestampSeconds: UInt32(nowSeconds) - 10, chain: [token],
        taskType: "cmd:imaging:msi"),
      key: commander.key, checking: .none)
  }
}
