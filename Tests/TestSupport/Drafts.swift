// SPDX-License-Identifier: Apache-2.0

extension RecordStream {
  /// A compressed key by form; not on the curve.
  public static func key(_ fill: UInt8, prefix: UInt8 = 2) -> [UInt8] {
    [prefix] + [UInt8](repeating: fill, count: 32)
  }

  /// A well-formed root token with the required records only; its signature
  /// is 64 bytes of 0x55.
  public static var rootToken: RecordStream {
    RecordStream([
      Record(0, [1]),
      Record(2, key(0x11)),
      Record(4, key(0x22, prefix: 3)),
      Record(6, text: "SENTINEL-2C-62261"),
      Record(8, integer: 1_705_320_000, 4),
      Record(10, integer: 1_705_406_400, 4),
      Record(12, (0..<16).map { 0xa0 + $0 }),
      Record(14, text: "cmd:imaging:msi"),
      Record(240, [UInt8](repeating: 0x55, count: 64)),
    ])
  }

  /// The same as a delegation of depth 1.
  public static var delegationToken: RecordStream {
    rootToken.adding(
      Record(20, key(0x33)),
      Record(22, [UInt8](repeating: 0x44, count: 16)),
      Record(24, [UInt8](repeating: 0x45, count: 16)),
      Record(26, [1]))
  }

  /// A well-formed delegation with each record that v1 knows.
  public static var fullToken: RecordStream {
    delegationToken.adding(
      Record(1, [0]),
      Record(13, text: "{}"),
      Record(14, text: "cmd:attitude:*"),
      Record(15, [0, 0, 0, 10, 0, 0, 14, 16]),
      Record(17, integer: 50_000, 8),
      Record(19, integer: 1_705_320_000, 4))
  }

  /// The body of a well-formed TaskRequest with the required records only.
  public static var requestBody: RecordStream {
    RecordStream([
      Record(0, text: "IMG-2025-001"),
      Record(2, integer: 1_705_320_090, 4),
      Record(4, rootToken.bytes),
      Record(8, text: "cmd:imaging:msi"),
      Record(20, [UInt8](repeating: 0x66, count: 64)),
    ])
  }

  /// The same with each record that a request may have, and two parents.
  public static var fullRequestBody: RecordStream {
    requestBody.adding(
      Record(6, rootToken.bytes),
      Record(6, delegationToken.bytes),
      Record(10, text: "{\"type\":\"Point\",\"coordinates\":[1,2]}"),
      Record(12, [1, 2, 3]),
      Record(14, [4, 5]),
      Record(16, integer: 40_000, 8),
      Record(18, integer: 144, 4))
  }

  /// A whole message with this body.
  public func message(_ type: UInt8) -> [UInt8] {
    let body = bytes
    return [type] + NaiveInteger.bigEndian(UInt64(body.count), 2) + body
  }

  /// A well-formed token that no test has seen before.
  public static func randomToken(
    using random: inout TestRandom
  ) -> RecordStream {
    var token = random.oneIn(2) ? rootToken : delegationToken
    if random.oneIn(3) { token = token.adding(Record(1, [0])) }
    if random.oneIn(3) {
      token = token.with(
        4,
        random.bytes(random.below(64) + 1).map {
          0x21 + $0 % 94
        })
    }
    token = token.with(12, random.bytes(16))
    token = token.with(240, random.bytes(64))
    for _ in 0..<(random.oneIn(10) ? 15 : random.below(3)) {
      token = token.adding(
        Record(
          14,
          text: random.pick([
            "cmd:a", "cmd:*", "task:bid:relay", "data:relay:any:*",
            "cmd:imaging:sar:spotlight", "a.b:c-d:E_f",
          ])))
    }
    if random.oneIn(3) {
      token = token.adding(Record(13, random.bytes(random.below(300))))
    }
    if random.oneIn(3) {
      token = token.adding(Record(15, random.bytes(4) + [0, 0, 0, 1]))
    }
    if random.oneIn(3) { token = token.adding(Record(17, random.bytes(8))) }
    if random.oneIn(3) {
      token = token.adding(Record(19, integer: 1_705_406_400, 4))
    }
    for type in [3, 7, 11, 21, 239] as [UInt64] where random.oneIn(8) {
      token = token.adding(Record(type, random.bytes(random.below(20))))
    }
    return token
  }
}
