// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround
import TestSupport
import Testing

/// The commands that make and show things.
@Suite(.serialized) struct CommandTests {
  private static let now = "1705320100"

  /// Makes keys from seeds, and prints their public keys.
  private func keys(_ names: [String], _ scratch: Scratch) throws -> [String] {
    try names.enumerated().map { index, name in
      let result = try Tool.run(
        ["key", "generate", name, "--seed", "\(index)"], in: scratch)
      #expect(result.status == 0)
      return result.lines[0]
    }
  }

  private func issue(
    _ scratch: Scratch, subject: String, _ more: String...
  ) throws -> Tool.Result {
    try Tool.run(
      [
        "token", "issue", "--key", "operator", "--subject", subject,
        "--audience", "SAT-1", "--now", Self.now,
      ] + more, in: scratch)
  }

  @Test func fromKeysToAnAcceptedTask() throws {
    let scratch = try Scratch()
    let keys = try keys(["operator", "commander", "relay", "sat"], scratch)
    try scratch.write(
      """
      {"satellite_id": "SAT-1", "identity_pubkey": "\(keys[3])",
       "issuers": ["\(keys[0])"], "subjects": {}}
      """, to: "profile.json")
    let pack = try Tool.run(
      ["profile", "pack", "profile.json", "--output", "packed"], in: scratch)
    #expect(pack.status == 0)

    let root = try issue(
      scratch, subject: keys[1], "--capability", "cmd:imaging:*",
      "--constraint-amount", "100", "--constraint-rate", "2/60",
      "--constraint-after", Self.now, "--constraint-geo",
      "{\"type\":\"Polygon\",\"coordinates\":"
        + "[[[0,0],[10,0],[10,10],[0,0]]]}")
    #expect(root.status == 0, "\(root.errorText)")
    try scratch.write(root.lines[0] + "\n", to: "root.hex")
    let chain = try Tool.run(
      [
        "token", "delegate", "--key", "commander", "--chain", "root.hex",
        "--subject", keys[2], "--capability", "cmd:imaging:msi", "--now",
        Self.now, "--format", "json",
      ], in: scratch)
    #expect(chain.status == 0, "\(chain.errorText)")
    let object = try JSONSerialization.jsonObject(
      with: Data(chain.lines[0].utf8))
    let members = try #require(object as? [String: Any])
    let tokens = try #require(members["chain"] as? [String])
    #expect(tokens.count == 2 && tokens[0] == root.lines[0])
    #expect(members["token"] as? String == tokens[1])

    let request = try Tool.run(
      [
        "request", "sign", "--key", "relay", "--chain", "-", "--task-id",
        "T-1", "--task-type", "cmd:imaging:msi", "--max-amount-sats", "100",
        "--target", "{\"type\":\"Point\",\"coordinates\":[9,1]}",
        "--parameters", "{}", "--constraints", "{}", "--timeout-blocks", "7",
        "--now", Self.now,
      ], input: tokens.joined(separator: ",") + "\n", in: scratch)
    #expect(request.status == 0, "\(request.errorText)")
    let result = try Tool.run(
      [
        "verify", "--profile", "packed", "--store", "store", "--now",
        Self.now, "--format", "json",
      ], input: request.lines[0] + "\n", in: scratch)
    #expect(try result.lines.map { try Answer($0).word } == ["accept"])

    let inspected = try Tool.run(
      ["request", "inspect", request.lines[0], "--format", "json"],
      in: scratch)
    #expect(inspected.status == 0)
    #expect(inspected.lines.count > 40)
    #expect(inspected.lines[0].hasPrefix("{\"message\":0,\"type\":0,"))
  }

  @Test func aSeedMakesTheSameToken() throws {
    let scratch = try Scratch()
    let keys = try keys(["operator", "commander"], scratch)
    let tokens = try ["5", "5", "6"].map { seed in
      try issue(
        scratch, subject: keys[1], "--capability", "cmd:a", "--seed", seed
      ).lines
    }
    #expect(tokens[0] == tokens[1])
    #expect(tokens[0] != tokens[2])
    let fresh = try (0..<2).map { _ in
      try issue(scratch, subject: keys[1], "--capability", "cmd:a").lines
    }
    #expect(fresh[0] != fresh[1])
  }

  @Test func whatNobodyWouldAcceptIsNotGivenOut() throws {
    let scratch = try Scratch()
    let keys = try keys(["operator", "commander"], scratch)
    let refused = try issue(scratch, subject: keys[1], "--capability", "*")
    #expect(refused.status == 65)
    #expect(refused.lines.isEmpty)
    #expect(refused.errorText.contains("malformed_token (11), token 0, byte"))
    let given = try issue(
      scratch, subject: keys[1], "--capability", "*", "--unsafe-allow-invalid")
    #expect(given.status == 0)
    let inspected = try Tool.run(
      ["token", "inspect", given.lines[0]], in: scratch)
    #expect(inspected.status == 2)
    #expect(inspected.lines.contains { $0.contains("wrong_capability") })
  }

  @Test func keysStaySecret() throws {
    let scratch = try Scratch()
    let keys = try keys(["operator"], scratch)
    let secret = String(
      decoding: try scratch.read("operator"), as: UTF8.self
    ).split(separator: "\n")[1]
    let shown = try Tool.run(["key", "show", "operator"], in: scratch)
    #expect(shown.lines == keys)
    #expect(!shown.lines[0].contains(secret))
    let again = try Tool.run(["key", "generate", "operator"], in: scratch)
    #expect(again.status == 65)
    chmod(scratch.path("operator"), 0o640)
    for arguments in [["key", "show", "operator"]] {
      let open = try Tool.run(arguments, in: scratch)
      #expect(open.status == 65)
      #expect(open.errorText.contains("mode 0640"))
      #expect(!open.errorText.contains(secret))
    }
  }

  @Test func tokensAreReadAsBytesHexAndFiles() throws {
    let scratch = try Scratch()
    let token = try Laboratory.token(1)
    try scratch.write(token, to: "bytes")
    try scratch.write(HexText.text(token) + "\n", to: "hex")
    let wanted = try Tool.run(
      ["token", "inspect", HexText.text(token)], in: scratch)
    #expect(wanted.status == 0)
    for name in ["bytes", "hex"] {
      let found = try Tool.run(["token", "inspect", name], in: scratch)
      #expect(found.lines == wanted.lines, "\(name)")
    }
    let input = try Tool.run(
      ["token", "inspect", "-"], input: HexText.text(token), in: scratch)
    #expect(input.lines == wanted.lines)
    let nothing = try Tool.run(["token", "inspect", "neither"], in: scratch)
    #expect(nothing.status == 65)
  }

  @Test func inspectionJudgesElevenStepsWithAProfile() throws {
    let scratch = try Laboratory.scratch()
    let token = HexText.text(try Laboratory.token(1))
    let arguments = ["token", "inspect", token, "--profile", "profile.json"]
    let sound = try Tool.run(arguments + ["--now", Self.now], in: scratch)
    #expect(sound.status == 0)
    #expect(sound.lines.filter { $0.hasSuffix("passed") }.count == 9)
    let late = try Tool.run(
      arguments + ["--now", "1705999999"], in: scratch)
    #expect(late.status == 2)
    #expect(late.lines.contains { $0.contains("expired (30), token 0") })
    #expect(!FileManager.default.fileExists(atPath: scratch.path("store")))
  }

  @Test func theReadmeHoldsTheTableOfRefusals() throws {
    let scratch = try Scratch()
    let table = try Tool.run(
      ["refusals", "--format", "markdown"], in: scratch)
    #expect(table.lines.count == RefusalRow.all.count + 2)
    #expect(table.lines.allSatisfy { $0.hasPrefix("| ") })
    let readme = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "README.md")
    guard let text = try? String(contentsOf: readme, encoding: .utf8),
      let begin = text.range(of: "<!-- refusals:begin -->\n"),
      let end = text.range(of: "<!-- refusals:end -->")
    else { return }
    let block = text[begin.upperBound..<end.lowerBound]
    #expect(
      block.split(separator: "\n").map(String.init) == table.lines,
      "run Scripts/refusal-table")
  }
}
