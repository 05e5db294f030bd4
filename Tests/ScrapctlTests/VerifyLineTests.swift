// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import TestSupport
import Testing

/// What a line may be.
@Suite(.serialized) struct VerifyLineTests {
  private func words(
    _ input: String, _ arguments: [String]
  ) throws -> (words: [String], status: Int32, errors: String) {
    let scratch = try Laboratory.scratch()
    let result = try Tool.run(arguments, input: input, in: scratch)
    return (
      try result.lines.map { try Answer($0).word }, result.status,
      result.errorText
    )
  }

  @Test func emptyItemsAreTokensOfZeroBytes() throws {
    let token = HexText.text(try Laboratory.token(1))
    let scratch = try Laboratory.scratch()
    let result = try Tool.run(
      Laboratory.verifyThen("--as", "chain"),
      input: "\n,\(token)\n\(token),\n@5 \n", in: scratch)
    let answers = try result.lines.map { try Answer($0) }
    #expect(
      answers.map(\.word)
        == .init(
          repeating: "malformed_token", count: 4))
    #expect(answers.map(\.chainIndex) == [0, 0, 1, 0])
    #expect(answers.map(\.offset) == [0, 0, 0, 0])
  }

  @Test func anEmptyLineIsAMessageOfZeroBytes() throws {
    let found = try words("\n\n", Laboratory.verifyThen())
    #expect(found.words == ["malformed_request", "malformed_request"])
    #expect(found.status == 2)
  }

  @Test func noLinesAreNoRefusal() throws {
    let found = try words("", Laboratory.verifyThen())
    #expect(found.words.isEmpty && found.status == 0)
  }

  @Test func timeIsSetForALineAndThoseThatFollow() throws {
    let now = Laboratory.nowSeconds
    let items = try (1...4).map { HexText.text(try Laboratory.request($0)) }
    let late = now + 86_401
    let found = try words(
      "\(items[0])\n@\(late) \(items[1])\n\(items[2])\n@\(now) \(items[3])\n",
      Laboratory.verifyThen())
    // The refusals in between have not moved the store's time mark.
    #expect(found.words == ["accept", "expired", "expired", "accept"])
  }

  @Test func theStoresTimeMarkHoldsAgainstAnEarlierTime() throws {
    let scratch = try Laboratory.scratch()
    let requests = try (1...2).map { HexText.text(try Laboratory.request($0)) }
    let later = Laboratory.nowSeconds + 86_000
    let first = try Tool.run(
      Laboratory.verify("--now", "\(later)"), input: requests[0] + "\n",
      in: scratch)
    #expect(first.status == 0)
    // Issued at the vectors' time plus 40: in the future then, not now.
    let token = try TokenIssuing.issue(
      TokenDescription(
        subject: Laboratory.publicKey("commander"),
        audience: Array(Laboratory.satelliteID.utf8),
        issuedAtSeconds: Laboratory.nowSeconds + 40,
        expiresAtSeconds: Laboratory.nowSeconds + 86_400,
        tokenID: [UInt8](repeating: 9, count: 16),
        capabilities: ["cmd:imaging:*"]),
      key: Laboratory.signing("operator"))
    let second = try Tool.run(
      Laboratory.verifyThen("--as", "chain"),
      input: Laboratory.line(chain: [token]), in: scratch)
    #expect(second.status == 0, "\(second.lines)")
  }

  @Test(arguments: [
    "xyz", "0", "00 ", " 00", "0x00", "@ 00", "@-5 00", "@1705320100  00",
    "@99999999999999999999999 00", "@12a 00", "00,00", "@@1 00",
  ])
  func aLineThatIsNotHexEndsTheRun(_ bad: String) throws {
    let good = HexText.text(try Laboratory.request(1))
    let found = try words(
      "\(good)\n\(bad)\n\(good)\n", Laboratory.verifyThen())
    #expect(found.words == ["accept"])
    #expect(found.status == 65)
    #expect(found.errors.contains("line 2"))
  }

  @Test func upperCaseAndCarriageReturnsAreHex() throws {
    let good = HexText.text(try Laboratory.request(1)).uppercased()
    let found = try words("\(good)\r\n", Laboratory.verifyThen())
    #expect(found.words == ["accept"] && found.status == 0)
  }

  @Test func theLastLineNeedsNoEnd() throws {
    let good = HexText.text(try Laboratory.request(1))
    let found = try words("\n\(good)", Laboratory.verifyThen())
    #expect(found.words == ["malformed_request", "accept"])
  }

  @Test func linesOfManyMegabytesAreAnswered() throws {
    let long = String(repeating: "01", count: 1_500_000)
    let found = try words("\(long)\n\(long)\n", Laboratory.verifyThen())
    #expect(found.words == ["malformed_request", "malformed_request"])
    let chain = try words(
      "\(long)\n", Laboratory.verifyThen("--as", "chain"))
    #expect(chain.words == ["malformed_token"])
  }

  @Test func chainsOfManyTokensAreAnswered() throws {
    let token = HexText.text(try Laboratory.token(1))
    let many = Array(repeating: token, count: 3000).joined(separator: ",")
    let found = try words(
      many + "\n", Laboratory.verifyThen("--as", "chain"))
    #expect(found.words == ["depth_exceeded"])
  }

  @Test func thePeerMustBeTheSubject() throws {
    let line = Laboratory.line(chain: [try Laboratory.token(1)])
    let right = HexText.text(Laboratory.publicKey("commander"))
    let wrong = HexText.text(Laboratory.publicKey("delegate_b"))
    let refused = try words(
      line, Laboratory.verifyThen("--as", "chain", "--peer", wrong))
    #expect(refused.words == ["bad_commander_signature"])
    let accepted = try words(
      line, Laboratory.verifyThen("--as", "chain", "--peer", right))
    #expect(accepted.words == ["accept"])
    #expect(accepted.errors.contains("laborator") == false)
    let assumed = try words(
      line, Laboratory.verifyThen("--as", "chain"))
    #expect(assumed.words == ["accept"])
    #expect(assumed.errors.contains("laborator"))
    let request = try words(
      Laboratory.lines([try Laboratory.request(1)]),
      Laboratory.verifyThen("--peer", wrong))
    #expect(request.words == ["bad_commander_signature"])
  }

  @Test func withoutATimeTheKernelsClockIsTakenAndSaidOnce() throws {
    let request = HexText.text(try Laboratory.request(1))
    let found = try words("\(request)\n\(request)\n", Laboratory.verify())
    #expect(found.words == ["expired", "expired"])
    let told = found.errors.split(separator: "\n").filter {
      $0.contains("kernel's clock")
    }
    #expect(told.count == 1)
  }

  @Test func peopleSeeTheStepsAndTheRemedy() throws {
    let scratch = try Laboratory.scratch()
    let request = HexText.text(try Laboratory.request(1))
    let result = try Tool.run(
      [
        "verify", "--profile", "profile.json", "--store", "store", "--now",
        "\(Laboratory.nowSeconds)",
      ],
      input: "\(request)\n\(request)\n0101\n", in: scratch)
    #expect(result.lines.count == 3 + 12 + 12 + 2 + 12 + 2)
    #expect(result.lines.filter { $0.hasSuffix("passed") }.count == 24)
    #expect(result.lines.filter { $0.hasSuffix("REFUSED") }.count == 2)
    #expect(result.lines.filter { $0.hasSuffix("not reached") }.count == 10)
    let text = result.lines.joined(separator: "\n")
    #expect(text.contains("already_accepted (101), token 0, byte"))
    #expect(text.contains("malformed_request (10), byte 2: truncated"))
    #expect(!text.contains("\u{1b}"), "no colours into a file")
  }
}
