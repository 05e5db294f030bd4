// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import ScrapGround
import ScrapTarget
import TestSupport
import Testing

/// `scrapctl contact check` over directories with something wrong in them.
@Suite struct ContactReceiptTests {
  /// One line of `contact check --format json`.
  private struct Line: Decodable {
    var path: String
    var holds: Bool
    var fault: String?
  }

  private static let executor = HexText.text(
    Laboratory.publicKey("executor"))

  /// A directory `kept` with one whole receipt in it; its text.
  private func kept(_ scratch: Scratch, _ number: Int = 1) throws -> String {
    let peer = DatagramPeer.satellite()
    defer { peer.end() }
    let result = try Tool.run(
      ContactTests.arguments(
        peer.target, scratch,
        ["--receipts", "kept", HexText.text(try Laboratory.request(number))]),
      in: scratch)
    #expect(result.status == 0)
    let name = try #require(
      try FileManager.default.contentsOfDirectory(
        atPath: scratch.path("kept")
      ).first { $0.hasPrefix("T\(number)-") })
    return String(decoding: try scratch.read("kept/\(name)"), as: UTF8.self)
  }

  private func check(
    _ scratch: Scratch, _ more: [String] = ["--executor", executor]
  ) throws -> (status: Int32, lines: [String: Line]) {
    let result = try Tool.run(
      ["contact", "check", "kept", "--format", "json"] + more, in: scratch)
    let lines = try result.lines.map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    let named = lines.map {
      (String($0.path.dropFirst(5).prefix { $0 != "." }), $0)
    }
    return (result.status, Dictionary(named) { first, _ in first })
  }

  @Test func eachDamagedReceiptIsNamedAndTheOthersAreJudged() throws {
    let scratch = try Scratch()
    let text = try kept(scratch)
    let second = try kept(scratch, 2)
    func member(_ text: String, _ name: String) throws -> String {
      let start = try #require(text.firstRange(of: "\"\(name)\":"))
      return String(text[start.upperBound...].prefix { $0 != "," && $0 != "}" })
    }
    func with(_ name: String, _ value: String) throws -> String {
      text.replacingOccurrences(
        of: "\"\(name)\":\(try member(text, name))",
        with: "\"\(name)\":\(value)")
    }
    let table = [
      ("state", try with("state", "\"refused\""), "state says something else"),
      ("hash", try with("output_hash", "\"00\""), "output_hash says something"),
      (
        "proof", try with("proof", member(second, "proof")),
        "the proof does not verify: other_t"
      ),
      (
        "accept", try with("accept", member(second, "accept")),
        "the accept does not verify: other_t"
      ),
      (
        "binding", try with("binding", member(second, "binding")),
        "the binding does not verify"
      ),
      (
        "request", try with("request", member(second, "request")),
        "the accept does not verify: other_t"
      ),
      ("odd", try with("accept", "\"0\""), "accept: expected a message in hex"),
      ("half", String(text.prefix(text.count / 2)), "text that is no JSON"),
      ("empty", "", "text that is no JSON"),
      (
        "twice",
        text.replacingOccurrences(
          of: "{\"format\"", with: "{\"proof\":null,\"format\""),
        "\"proof\": expected each member once, found it twice"
      ),
      (
        "other", try with("format", "\"scrap-receipt-2\""),
        "expected the format scrap-receipt-1"
      ),
      (
        "long", text + String(repeating: " ", count: 70_000),
        "expected a receipt of at most 65536 bytes, found more"
      ),
      ("deep", String(repeating: "[", count: 60_000), "no JSON"),
    ]
    for (name, text, _) in table {
      try scratch.write(text, to: "kept/\(name).receipt.json")
    }
    let (status, lines) = try check(scratch)
    #expect(status == 2)
    #expect(lines.count == table.count + 2)
    #expect(lines.values.count { $0.holds } == 2)
    for (name, _, told) in table {
      let line = try #require(lines[name])
      #expect(!line.holds && line.fault?.contains(told) == true, "\(line)")
    }
  }

  /// Neither waited for nor read whole.
  @Test(.timeLimit(.minutes(1))) func whatIsNoFileOfThatKindIsNamed() throws {
    let scratch = try Scratch()
    _ = try kept(scratch)
    let place = scratch.path("kept")
    let huge = place + "/huge.receipt.json"
    _ = FileManager.default.createFile(atPath: huge, contents: nil)
    #expect(truncate(huge, 1 << 42) == 0 || truncate(huge, 1 << 33) == 0)
    #expect(mkfifo(place + "/pipe.receipt.json", 0o600) == 0)
    #expect(mkdir(place + "/folder.receipt.json", 0o700) == 0)
    #expect(symlink("nowhere", place + "/link.receipt.json") == 0)
    let (status, lines) = try check(scratch)
    #expect(status == 2)
    #expect(lines.values.count { $0.holds } == 1)
    for (name, told) in [
      ("huge", "at most 65536 bytes"), ("pipe", "expected a file"),
      ("folder", "expected a file"), ("link", "No such file"),
    ] {
      let line = try #require(lines[name])
      #expect(line.fault?.contains(told) == true, "\(line)")
    }
  }

  @Test func theKeyThatIsGivenDecides() throws {
    let scratch = try Scratch()
    _ = try kept(scratch)
    let stranger = HexText.text(Laboratory.publicKey("operator"))
    let (status, lines) = try check(scratch, ["--executor", stranger])
    #expect(status == 2)
    #expect(
      lines.values.first?.fault
        == "the accept does not verify: bad_signature")
    for option in ["--executor", "--commander"] {
      let off = "02" + String(repeating: "ff", count: 32)
      let result = try Tool.run(
        ["contact", "check", "kept", "--executor", Self.executor, option, off],
        in: scratch)
      #expect(result.status == 65)
      #expect(result.errorText.contains("\(option): expected a key"))
    }
  }

  /// A forged file in the place of a receipt must not keep the true one out.
  @Test func aReceiptTakesThePlaceOfOneThatDoesNotHold() throws {
    let scratch = try Scratch()
    let text = try kept(scratch)
    let name = try #require(
      try FileManager.default.contentsOfDirectory(
        atPath: scratch.path("kept")
      ).first)
    let forged = text.replacingOccurrences(
      of: "\"proof\":\"04", with: "\"proof\":\"05")
    #expect(forged != text)
    try scratch.write(forged, to: "kept/\(name)")
    #expect(try check(scratch).status == 2)
    _ = try kept(scratch)
    #expect(try check(scratch).status == 0)
    // And one that holds stays as it is.
    let before = try scratch.read("kept/\(name)")
    _ = try kept(scratch)
    #expect(try scratch.read("kept/\(name)") == before)
  }

  /// One exchange about request 1, which only so much is answered of; the
  /// receipt's state.
  private func stateKept(
    _ scratch: Scratch, _ answer: @escaping DatagramPeer.Answering
  ) throws -> String {
    let peer = DatagramPeer(answer)
    defer { peer.end() }
    _ = try Tool.run(
      ContactTests.arguments(
        peer.target, scratch,
        [
          "--timeout", "1", "--receipts", "kept",
          HexText.text(try Laboratory.request(1)),
        ]), in: scratch)
    let result = try Tool.run(
      ["contact", "check", "kept", "--executor", Self.executor], in: scratch)
    #expect(result.status == 0)
    let line = try #require(result.lines.first)
    let word = line.split(separator: " ")[2]
    return String(word.prefix { $0 != ":" })
  }

  /// A request of before, after its token was taken back: the task may still
  /// run, so its accept and its binding stay.
  @Test func aRefusalNeverTakesThePlaceOfAnAccept() throws {
    let scratch = try Scratch()
    let other = try RequestSigning.sign(
      RequestDescription(
        taskID: "OTHER", timestampSeconds: Laboratory.nowSeconds,
        chain: [Laboratory.token(1)], taskType: "cmd:imaging:sar"),
      key: Laboratory.signing("commander"), checking: .none)
    // Only the peers' threads come here.
    nonisolated(unsafe) let taker = Executor()
    nonisolated(unsafe) let refuser = Executor()
    _ = refuser.hear(other, at: 0)
    let refused = try stateKept(scratch) { refuser.hear($0, at: 1_000_000) }
    #expect(refused == "refused")
    let accepted = try stateKept(scratch) {
      $0.first == 1 ? taker.hear($0, at: 1_000_000) : []
    }
    #expect(accepted == "accepted")
    let names = try FileManager.default.contentsOfDirectory(
      atPath: scratch.path("kept"))
    let before = try scratch.read("kept/\(names[0])")
    let later = try stateKept(scratch) { refuser.hear($0, at: 2_000_000) }
    #expect(later == "accepted")
    #expect(try scratch.read("kept/\(names[0])") == before)
    let proved = try stateKept(scratch) { taker.hear($0, at: 3_000_000) }
    #expect(proved == "proved")
  }

  /// Two offers for one request are the satellite's fault (E-67): the first
  /// one shows it.
  @Test func anotherAcceptNeverTakesThePlaceOfTheFirst() throws {
    let scratch = try Scratch()
    var texts: [[UInt8]] = []
    for amountSats in [7, 9] as [UInt64] {
      // Only the peer's thread comes here.
      nonisolated(unsafe) let taker = Executor(
        plan: ExecutionPlan(amountSats: amountSats))
      let state = try stateKept(scratch) {
        $0.first == 1 ? taker.hear($0, at: 1_000_000) : []
      }
      #expect(state == "accepted")
      let names = try FileManager.default.contentsOfDirectory(
        atPath: scratch.path("kept"))
      #expect(names.count == 1)
      texts.append(try scratch.read("kept/\(names[0])"))
    }
    #expect(texts[0] == texts[1])
  }

  /// A commander's key that is given is the one that must have signed, whatever
  /// the token says.
  @Test func anotherCommandersReceiptDoesNotHold() throws {
    let scratch = try Scratch()
    _ = try kept(scratch)
    for (name, status) in [("commander", 0), ("operator", 2)] {
      let key = HexText.text(Laboratory.publicKey(name))
      let (found, lines) = try check(
        scratch, ["--executor", Self.executor, "--commander", key])
      #expect(found == Int32(status))
      #expect(
        lines.values.first?.fault
          == (status == 0 ? nil : "the token's subject is another key"))
    }
  }
}
