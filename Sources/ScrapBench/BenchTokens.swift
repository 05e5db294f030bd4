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
    issuedAtSeconds: UInt32 = issuedAtSeconds,
    expiresAtSeconds: UInt32 = 1_705_406_400,
    constraints: TokenConstraints = TokenConstraints()
  ) -> TokenDescription {
    TokenDescription(
      subject: subject, audience: Array(audience.utf8),
      issuedAtSeconds: issuedAtSeconds, expiresAtSeconds: expiresAtSeconds,
      tokenID: id, capabilities: ["cmd:imaging:msi"],
      constraints: constraints)
  }

  /// 16 bytes that differ with each number.
  static func id(_ number: Int) -> [UInt8] {
    var random = BenchRandom(seed: UInt64(number))
    return [random.next(), random.next()].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
  }

  /// A request of the commander's under a chain.
  static func request(
    by commander: BenchParty, chain: [[UInt8]],
    taskID: String = "IMG-2025-001-ICEYE",
    taskType: String = "cmd:imaging:msi",
    timestampSeconds: UInt32 = UInt32(nowSeconds) - 10
  ) throws(GroundError) -> [UInt8] {
    try RequestSigning.sign(
      RequestDescription(
        taskID: taskID, timestampSeconds: timestampSeconds, chain: chain,
        taskType: taskType),
      key: commander.key, checking: .none)
  }
}
