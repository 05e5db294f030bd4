// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround
import ScrapWire

/// A commander's second step.
enum Binding {
  static func sign(
    request: [UInt8], accept: Reply, key: borrowing SigningKey
  ) throws -> [UInt8] {
    let parsed = try TaskRequest(parsing: request.span)
    let leaf = parsed.capabilityToken
    let id = Token(bytes: leaf, records: try TokenRecords(parsing: leaf))
      .tokenID
    let tokenID = (0..<16).map { id.byte(at: $0) }
    let paymentHash = accept[6]
    let signature = try key.sign(.binding, tokenID + paymentHash)
    let records: [(UInt8, [UInt8])] = [
      (0, accept[0]), (2, tokenID), (4, paymentHash),
      (6, [UInt8](repeating: 0, count: 8)),
      (8, [UInt8](repeating: 0, count: 4)), (10, signature),
    ]
    let body = records.flatMap { [$0.0, UInt8($0.1.count)] + $0.1 }
    return [0x06, UInt8(body.count >> 8), UInt8(body.count & 0xff)] + body
  }
}
