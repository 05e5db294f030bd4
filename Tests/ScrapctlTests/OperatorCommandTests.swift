// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround
import ScrapVerifier
import TestSupport
import Testing

/// `scrapctl revoke`, `issuer` and `operator`, through the built tool.
@Suite struct OperatorCommandTests {
  /// A profile with two issuers, and the operations key's file.
  private static func scratch() throws -> Scratch {
    let scratch = try Scratch()
    let made = try Tool.run(
      ["key", "generate", "operations.key", "--seed", "4"], in: scratch)
    #expect(made.status == 0)
    let key = try #require(made.lines.first.flatMap { HexText.bytes($0) })
    var profile = Laboratory.profile
    profile.issuers = [
      Laboratory.publicKey("operator"), Laboratory.publicKey("delegate_b"),
    ]
    profile.operationsKeys = [key]
    try scratch.write(profile.json.line, to: "profile.json")
    return scratch
  }

  private static func run(
    _ scratch: Scratch, _ arguments: [String], version: Int? = 3
  ) throws -> Tool.Result {
    try Tool.run(
      arguments + [
        "--profile", "profile.json", "--key", "operations.key", "--now",
        "1705320100", "--seed", "1",
      ] + (version.map { ["--version", "\($0)"] } ?? []), in: scratch)
  }

  /// Record 6 of a printed message.
  private static func content(_ line: String) -> [UInt8] {
    let bytes = HexText.bytes(line) ?? []
    let stream = RecordStream(splitting: Array(bytes.dropFirst(3)))
    return stream.records.first { $0.type == 6 }?.value ?? []
  }

  @Test func fiveTokensAreRevokedByTwoMessages() throws {
    let scratch = try Self.scratch()
    let tokens = try (0..<5).map { HexText.text(try Laboratory.token($0)) }
    let result = try Self.run(
      scratch, ["revoke", tokens.joined(separator: ",")])
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.lines.count == 2)
    #expect(
      result.lines.allSatisfy { $0.hasPrefix("2201") || $0.hasPrefix("2200") })
    #expect(Self.content(result.lines[0]).count == 212)
    #expect(Self.content(result.lines[1]).count == 53)
    let json = try Self.run(
      scratch, ["revoke", tokens[0], "--format", "json"])
    let line = try #require(json.lines.first)
    #expect(line.hasPrefix(#"{"command":"revocation","version":3,"#))
    #expect(line.contains(#""signed_at_seconds":1705320100"#))
  }

  @Test func aTokenThatIsNotAtHandIsNamed() throws {
    let scratch = try Self.scratch()
    let issuer = Laboratory.publicKey("operator")
    let id = [UInt8](repeating: 0xab, count: 16)
    let result = try Self.run(
      scratch,
      [
        "revoke", "--id",
        HexText.text(issuer) + "," + HexText.text(id) + ",1705323700",
      ])
    #expect(result.status == 0, "\(result.errorText)")
    #expect(
      Self.content(result.lines.first ?? "")
        == issuer + id + NaiveInteger.bigEndian(1_705_323_700, 4))
    #expect(try Self.run(scratch, ["revoke", "--id", "02,03,4"]).status == 64)
    #expect(try Self.run(scratch, ["revoke"]).status == 64)
    #expect(try Self.run(scratch, ["revoke", "0011"]).status == 65)
  }

  @Test func aTokenThatIsNamedTwiceIsRevokedOnceUntilItsLaterExpiry() throws {
    let scratch = try Self.scratch()
    let issuer = Laboratory.publicKey("operator")
    let id = [UInt8](repeating: 0xab, count: 16)
    func name(_ issuer: [UInt8], _ expiry: UInt64) -> [String] {
      ["--id", "\(HexText.text(issuer)),\(HexText.text(id)),\(expiry)"]
    }
    let other = Laboratory.publicKey("delegate_b")
    let result = try Self.run(
      scratch,
      ["revoke"] + name(issuer, 1_705_323_700) + name(other, 1_705_323_700)
        + name(issuer, 1_705_323_701) + name(issuer, 1_705_323_700))
    #expect(result.status == 0, "\(result.errorText)")
    let first = issuer + id + NaiveInteger.bigEndian(1_705_323_701, 4)
    let second = other + id + NaiveInteger.bigEndian(1_705_323_700, 4)
    #expect(result.lines.map(Self.content) == [first + second])
  }

  @Test func nothingIsPrintedUnlessAllCanBeRevoked() throws {
    let scratch = try Self.scratch()
    let tokens = try (0..<5).map { HexText.text(try Laboratory.token($0)) }
      .joined(separator: ",")
    let issuer = HexText.text(Laboratory.publicKey("operator"))
    let id = String(repeating: "ab", count: 16)
    // The greatest lifetime is 604,800 s.
    let last = 1_705_320_100 + 604_800
    let tooFar = try Self.run(
      scratch, ["revoke", tokens, "--id", "\(issuer),\(id),\(last + 1)"])
    #expect(tooFar.status == 65 && tooFar.lines.isEmpty)
    #expect(tooFar.errorText.contains("token \(id): expected"))
    let near = try Self.run(
      scratch, ["revoke", tokens, "--id", "\(issuer),\(id),\(last)"])
    #expect(near.status == 0 && near.lines.count == 2)
    // The second of two messages has no version left.
    let closing = try Self.run(scratch, ["revoke", tokens], version: 1 << 53)
    #expect(closing.status == 65 && closing.lines.isEmpty)
  }

  @Test func aVersionThatWouldCloseItsKindIsRefused() throws {
    let scratch = try Self.scratch()
    let reset = ["operator", "reset-counters"]
    #expect(try Self.run(scratch, reset, version: 1 << 53).status == 0)
    for version in [(1 << 53) + 1, Int.max] {
      let result = try Self.run(scratch, reset, version: version)
      #expect(result.status == 65 && result.lines.isEmpty)
      #expect(result.errorText.contains("closes its kind"))
    }
  }

  @Test func settingIssuersNamesEveryOneInForceAndTellsWhoIsDisabled() throws {
    let scratch = try Self.scratch()
    let first = Laboratory.publicKey("operator")
    let second = Laboratory.publicKey("delegate_b")
    let cases: [(named: [[UInt8]], disabled: [[UInt8]])] = [
      ([first], [second]), ([second], [first]), ([first, second], []),
    ]
    for (named, disabled) in cases {
      // The order is the profile's, and a name said twice is said once.
      let words = (named.reversed() + named).map { HexText.text($0) }
      let result = try Self.run(scratch, ["issuer", "set"] + words)
      #expect(result.status == 0, "\(result.errorText)")
      #expect(result.lines.map(Self.content) == [named.flatMap { $0 }])
      let told =
        named.map { "scrapctl: in force: \(HexText.text($0))\n" }
        + disabled.map { "scrapctl: disabled: \(HexText.text($0))\n" }
      #expect(result.errorText == told.joined())
    }
    let json = try Self.run(
      scratch, ["issuer", "set", HexText.text(second), "--format", "json"])
    let member = #""issuers_disabled":["\#(HexText.text(first))"]"#
    #expect(json.lines.first?.contains(member) == true)
    // The trap: nobody would be left.
    #expect(try Self.run(scratch, ["issuer", "set"]).status == 64)
    let stranger = HexText.text(Laboratory.publicKey("commander"))
    #expect(try Self.run(scratch, ["issuer", "set", stranger]).status == 65)
  }

  @Test func floorsCountersAndStatusAreAsked() throws {
    let scratch = try Self.scratch()
    let floors = try Self.run(
      scratch, ["operator", "floors", "--issued-after", "1705320130"])
    #expect(
      Self.content(floors.lines.first ?? "")
        == NaiveInteger.bigEndian(1_705_320_130, 8)
        + NaiveInteger.bigEndian(0, 8))
    #expect(try Self.run(scratch, ["operator", "floors"]).status == 64)
    let reset = try Self.run(scratch, ["operator", "reset-counters"])
    #expect(reset.status == 0 && reset.lines.first?.hasPrefix("25") == true)
    let status = try Self.run(
      scratch,
      ["operator", "status", "--nonce", String(repeating: "ab", count: 16)],
      version: nil)
    #expect(
      Self.content(status.lines.first ?? "")
        == [UInt8](repeating: 0xab, count: 16))
  }

  @Test func anAnswerIsCheckedAndHeldAgainstWhatWasSent() throws {
    let scratch = try Self.scratch()
    let sent = try Self.run(scratch, ["operator", "reset-counters"])
    let other = try Self.run(
      scratch, ["operator", "reset-counters"], version: 4)
    let message = try #require(sent.lines.first)
    let bytes = try #require(HexText.bytes(message))
    var body = RecordStream([
      Record(0, text: Laboratory.satelliteID), Record(2, [0x25]),
      Record(4, integer: 3, 8),
      Record(6, try OperatorSigning.digest(of: bytes)),
      Record(8, integer: 1_705_320_101, 8),
    ])
    body.records.append(
      Record(10, TestKey.executor.signature(.operatorReceipt, body.bytes)))
    let receipt = HexText.text(body.message(0x27))
    func read(_ answer: String, _ sent: String) throws -> Tool.Result {
      try Tool.run(
        [
          "operator", "read", answer, "--profile", "profile.json", "--sent",
          sent, "--format", "json",
        ], in: scratch)
    }
    let right = try read(receipt, message)
    #expect(right.status == 0, "\(right.errorText)")
    #expect(right.lines.first?.contains(#""command":"counter_reset""#) == true)
    #expect(try read(receipt, try #require(other.lines.first)).status == 2)
    let forged = String(receipt.dropLast(2)) + "00"
    #expect(try read(forged, message).status == 65)
    #expect(try read("27", message).status == 65)
  }
}
