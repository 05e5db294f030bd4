// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround
import ScrapWire
import TestSupport
import Testing

@Suite struct OperatorSigningTests {
  private static let profile = SatelliteProfile(
    satelliteID: "SAT-1", identityKey: TestKey.executor.publicKey,
    issuers: [
      TestKey.groundOperator.publicKey, TestKey.secondOperator.publicKey,
    ],
    operationsKeys: [TestKey.operations.publicKey])

  private static func sign(
    _ content: OperatorContent, version: UInt64 = 7,
    by key: TestKey = .operations
  ) throws(GroundError) -> [UInt8] {
    let secret = key.secret
    let key = try SigningKey(
      secret: secret.span, chance: .zero, place: "key")
    return try OperatorSigning.sign(
      content, for: profile, version: version,
      signedAtSeconds: 1_700_000_000, key: key)
  }

  private static func place(
    _ body: () throws(GroundError) -> [UInt8]
  ) -> String? {
    do throws(GroundError) {
      _ = try body()
      return nil
    } catch {
      guard case .wrongValue(let place, _, _) = error else { return "?" }
      return place
    }
  }

  private static let token = RevokedToken(
    issuer: TestKey.groundOperator.publicKey,
    tokenID: [UInt8](repeating: 9, count: 16),
    expiresAtSeconds: 1_700_000_600)

  private static let contents: [(OperatorContent, ScrapCrypto.Tag)] = [
    (.revocation([token]), .operatorRevocation),
    (.issuers([TestKey.secondOperator.publicKey]), .operatorIssuers),
    (
      .floors(issuedAfterSeconds: 5, expiredBeforeSeconds: 6), .operatorFloors
    ),
    (.counterReset, .operatorCounterReset),
    (
      .statusRequest(nonce: [UInt8](repeating: 3, count: 16)),
      .operatorStatusRequest
    ),
  ]

  @Test func everyCommandIsSignedUnderItsOwnTag() throws {
    let bytes = TestKey.operations.publicKey
    guard let key = VerificationKey(compressed: bytes.span) else {
      Issue.record("a public key lies on the curve")
      return
    }
    for (content, tag) in Self.contents {
      let message = try Self.sign(content)
      let command = try OperatorCommand(
        parsing: message.span, as: content.type)
      typealias Records = OperatorCommandSchema
      #expect(command.message.integer(Records.version) == 7)
      #expect(command.message.integer(Records.signedAt) == 1_700_000_000)
      let signature = command.message.value(Records.operationsSignature)
      let digest = TaggedHash.hash(tag, command.message.signedBytes)
      let isValid = key.isValid(signature: signature, digest: digest)
      #expect(isValid, "\(content.name)")
      let signed = try OperatorSigning.digest(of: message)
      #expect(signed == digest.span.array)
    }
  }

  @Test func aTokenIsNamedByItsOwnRecords() throws {
    let draft = Draft()
    let named = try RevokedToken(token: draft.chain[0])
    #expect(named.issuer == TestKey.groundOperator.publicKey)
    #expect(named.tokenID == Draft.tokenID(1, 0))
    #expect(named.expiresAtSeconds == UInt32(Satellite.now + 3_600))
    #expect(throws: GroundError.self) { try RevokedToken(token: [1, 2]) }
  }

  @Test func whatNoSatelliteWouldTakeIsNotSigned() {
    func place(
      _ content: OperatorContent, version: UInt64 = 1,
      by key: TestKey = .operations
    ) -> String? {
      Self.place { () throws(GroundError) in
        try Self.sign(content, version: version, by: key)
      }
    }
    #expect(place(.counterReset, version: 0) == "version")
    #expect(place(.counterReset, by: .groundOperator) == "key")
    #expect(place(.revocation([])) == "tokens")
    #expect(place(.revocation([Self.token, Self.token])) == "tokens")
    let many = (0..<5 as Range<UInt8>).map {
      RevokedToken(
        issuer: Self.token.issuer, tokenID: [UInt8](repeating: $0, count: 16),
        expiresAtSeconds: 1)
    }
    #expect(place(.revocation(many)) == "tokens")
    #expect(place(.revocation(Array(many.dropLast()))) == nil)
    // The last issuer cannot be disabled.
    #expect(place(.issuers([])) == "issuers")
    #expect(place(.issuers([TestKey.stranger.publicKey])) == "issuers")
    #expect(place(.statusRequest(nonce: [1])) == "bytes of the nonce")
  }

  private static func receipt(
    by key: TestKey = .executor, satelliteID: String = "SAT-1",
    tag: ScrapCrypto.Tag = .operatorReceipt
  ) throws -> [UInt8] {
    let digest = try OperatorSigning.digest(of: sign(.counterReset))
    var body = RecordStream([
      Record(0, text: satelliteID), Record(2, [0x25]), Record(4, integer: 7, 8),
      Record(6, digest), Record(8, integer: 1_700_000_001, 8),
    ])
    body.records.append(Record(10, key.signature(tag, body.bytes)))
    return body.message(0x27)
  }

  @Test func aReceiptIsTheSatellitesOrNone() throws {
    let receipt = try CommandReceipt(
      message: Self.receipt(), from: Self.profile)
    #expect(receipt.command == "counter_reset" && receipt.version == 7)
    let digest = try OperatorSigning.digest(of: Self.sign(.counterReset))
    #expect(receipt.inReplyTo == digest)
    for wrong in [
      try Self.receipt(by: .stranger), try Self.receipt(satelliteID: "SAT-2"),
      try Self.receipt(tag: .operatorStatus), [0x27, 0, 0], [],
    ] {
      #expect(throws: GroundError.self) {
        try CommandReceipt(message: wrong, from: Self.profile)
      }
    }
  }

  @Test func aStatusTellsEverythingByName() throws {
    var body = RecordStream([
      Record(0, text: "SAT-1"), Record(2, [UInt8](repeating: 3, count: 16)),
      Record(4, [1] + (1...4).flatMap { NaiveInteger.bigEndian($0, 4) }),
      Record(6, [1, 1] + (5...6).flatMap { NaiveInteger.bigEndian($0, 8) }),
      Record(8, (7...9).flatMap { NaiveInteger.bigEndian($0, 8) }),
      Record(10, (10...14).flatMap { NaiveInteger.bigEndian($0, 8) }),
      Record(12, [1, 0b10]),
      Record(14, (20...38).flatMap { NaiveInteger.bigEndian($0, 4) }),
    ])
    body.records.append(
      Record(
        16, TestKey.executor.signature(.operatorStatus, body.bytes)))
    let message = body.message(0x28)
    let status = try SatelliteStatus(message: message, from: Self.profile)
    #expect(status.versions == [10, 11, 12, 13, 14])
    #expect(status.areIssuersKnown)
    #expect(status.issuersInForce == [TestKey.secondOperator.publicKey])
    let text = JSONText.object(status.members).line
    for part in [
      #""store":"ready""#, #""revoked_entry_count":3"#,
      #""clock_reason":"two_agree""#, #""issuance_floor_seconds":8"#,
      #""revocation_version":11"#, #""granted_count":20"#,
      #""revoked_count":38"#,
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(
      SatelliteStatus.numberNames.compactMap(status.number)
        == [1, 2, 3, 4, 7, 8, 9, 5, 6] + Array(20...38) + Array(10...14))
    #expect(status.number("store") == nil)
    #expect(status.number("nobody_count") == nil)
    var spoilt = message
    spoilt[40] ^= 1
    #expect(throws: GroundError.self) {
      try SatelliteStatus(message: spoilt, from: Self.profile)
    }
  }
}
