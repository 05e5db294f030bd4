// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapWire

extension TokenDescription {
  /// What a token says, read through the verifier's own view of it.
  init(of bytes: [UInt8]) throws {
    let token = Token(
      bytes: bytes.span, records: try TokenRecords(parsing: bytes.span))
    var capabilities: [String] = []
    var walk = token.capabilities()
    while let place = walk.next() {
      let text = token.capabilityRecords.extracting(place).array
      capabilities.append(String(decoding: text, as: UTF8.self))
    }
    var rate: (UInt32, UInt32)?
    if let count = token.rateCount, let period = token.ratePeriodSeconds {
      rate = (count, period)
    }
    let inspection = Inspection(token: bytes)
    let known: [UInt64] = [
      0, 2, 4, 6, 8, 10, 12, 13, 14, 15, 17, 19, 20, 22, 24, 240,
    ]
    let other = inspection.records.filter {
      !known.contains($0.type) && ($0.type != 26 || !token.isDelegation)
    }
    self.init(
      subject: token.subject.array, audience: token.audience.array,
      issuedAtSeconds: token.issuedAtSeconds,
      expiresAtSeconds: token.expiresAtSeconds,
      tokenID: token.tokenIDBytes.array, capabilities: capabilities,
      constraints: TokenConstraints(
        geo: token.geo?.array, rate: rate, amountSats: token.amountSats,
        afterSeconds: token.afterSeconds),
      otherRecords: Dictionary(
        uniqueKeysWithValues: other.map { ($0.type, $0.bytes) }))
  }
}
