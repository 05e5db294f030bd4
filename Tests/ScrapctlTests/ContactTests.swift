// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapCommander
import ScrapGround
import TestSupport
import Testing

/// `scrapctl contact` against a satellite at a socket of the test's.
@Suite struct ContactTests {
  /// One line of `contact --format json`.
  private struct Event: Decodable {
    var exchange: Int?
    var taskId: String?
    var event: String
    var state: String?
    var why: String?
    var reason: String?
    var attempt: Int?
    var path: String?
  }

  private func events(_ lines: [String]) throws -> [Event] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try lines.map {
      try decoder.decode(Event.self, from: Data($0.utf8))
    }
  }

  /// The arguments of a contact at the vectors' time.
  static func arguments(
    _ target: String, _ scratch: Scratch, _ more: [String]
  ) throws -> [String] {
    try secret("commander", in: scratch)
    return [
      "contact", "--target", target, "--executor",
      HexText.text(Laboratory.publicKey("executor")), "--key",
      "commander.key", "--now", "\(Laboratory.nowSeconds)", "--timeout", "5",
      "--retry", "0.2",
    ] + more
  }

  private static func secret(_ name: String, in scratch: Scratch) throws {
    let path = try scratch.write(
      "scrap-secret-key-v1\n"
        + HexText.text(Vectors.key(name).privateKeyHex.bytes) + "\n",
      to: "\(name).key")
    chmod(path, 0o600)
  }

  private func run(
    _ peer: DatagramPeer, _ scratch: Scratch, _ more: [String],
    input: String = ""
  ) throws -> (result: Tool.Result, events: [Event]) {
    defer { peer.end() }
    let result = try Tool.run(
      Self.arguments(peer.target, scratch, ["--format", "json"] + more),
      input: input, in: scratch)
    return (result, try events(result.lines))
  }

  @Test func aContactGoesFromRequestToProof() throws {
    let scratch = try Scratch()
    let request = HexText.text(try Laboratory.request(1))
    let (result, events) = try run(
      .satellite(), scratch, ["--receipts", "kept", request])
    #expect(result.status == 0, "\(result.errorText)")
    #expect(
      events.map(\.event) == [
        "opened", "request_sent", "accept_verified", "binding_sent",
        "receipt_kept", "proof_verified", "receipt_kept", "ended",
      ])
    #expect(
      events.dropFirst().allSatisfy { $0.taskId == "T1" && $0.exchange == 1 })
    #expect(events.last?.state == "proved")
    let executor = HexText.text(Laboratory.publicKey("executor"))
    let check = try Tool.run(
      ["contact", "check", "kept", "--executor", executor], in: scratch)
    #expect(check.status == 0)
    #expect(check.lines.count == 1)
    #expect(check.lines[0].contains("T1  proved  output_hash"))
  }

  // E-67
  @Test func lostDatagramsAreSentAgain() throws {
    let scratch = try Scratch()
    let peer = DatagramPeer.satellite { $0 <= 2 || $0 == 4 ? nil : [] }
    let request = try Laboratory.request(1)
    let (result, events) = try run(peer, scratch, [HexText.text(request)])
    #expect(result.status == 0)
    #expect(events.last?.state == "proved")
    let sent = peer.datagrams
    #expect(sent[0] == request && sent[1] == request && sent[2] == request)
    #expect(sent[3].first == 6 && sent[5] == sent[3])
    #expect(sent[4] == request)
  }

  @Test func aRefusalIsStatusTwo() throws {
    let scratch = try Scratch()
    let other = try RequestSigning.sign(
      RequestDescription(
        taskID: "OTHER", timestampSeconds: Laboratory.nowSeconds,
        chain: [Laboratory.token(1)], taskType: "cmd:imaging:sar"),
      key: Laboratory.signing("commander"))
    let lines = Laboratory.lines([try Laboratory.request(1), other])
    let (result, events) = try run(
      .satellite(), scratch, ["--receipts", "kept", "-"], input: lines)
    #expect(result.status == 2)
    #expect(
      events.filter { $0.event == "ended" }.map(\.state)
        == ["proved", "refused"])
    #expect(events.compactMap(\.reason) == ["replayed"])
    #expect(try receipts(scratch).count == 2)
  }

  private func receipts(_ scratch: Scratch) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: scratch.path("kept")
    ).sorted()
  }

  @Test func nobodyThereIsStatus69() throws {
    let scratch = try Scratch()
    let target = "127.0.0.1:\(DatagramPeer.deadPort())"
    let result = try Tool.run(
      Self.arguments(
        target, scratch,
        [
          "--format", "json", "--timeout", "1",
          HexText.text(try Laboratory.request(1)),
        ]),
      in: scratch)
    #expect(result.status == 69)
    let events = try events(result.lines)
    #expect(events.contains { $0.event == "link_fault" })
    #expect(events.contains { $0.event == "request_sent" && $0.attempt == 2 })
    #expect(events.last?.state == "unanswered")
  }

  // A forged token is not answered (E-103); what comes after it is.
  @Test func anUnansweredRequestDoesNotKeepTheNextOne() throws {
    let scratch = try Scratch()
    let forged = try RequestSigning.sign(
      RequestDescription(
        taskID: "FORGED", timestampSeconds: Laboratory.nowSeconds,
        chain: [Laboratory.token(3)], taskType: "cmd:imaging:msi"),
      key: Laboratory.signing("delegate_b"), checking: .none)
    let (result, events) = try run(
      .satellite(), scratch,
      [
        "--timeout", "0.5", HexText.text(forged),
        HexText.text(try Laboratory.request(1)),
      ])
    #expect(result.status == 69)
    #expect(
      events.filter { $0.event == "ended" }.map(\.state)
        == ["unanswered", "proved"])
  }

  @Test func aStrangersAnswersAreNotBelieved() throws {
    let scratch = try Scratch()
    let (result, events) = try run(
      .satellite(Executor(key: .stranger)), scratch,
      [
        "--timeout", "0.5", "--receipts", "kept",
        HexText.text(try Laboratory.request(1)),
      ])
    #expect(result.status == 69)
    #expect(events.contains { $0.why == "bad_signature" })
    #expect(!events.contains { $0.event == "accept_verified" })
    #expect(try receipts(scratch) == [])
  }

  @Test func junkInBetweenIsIgnoredAndCounted() throws {
    let scratch = try Scratch()
    let seed = TestSeed.seed()
    let peer = DatagramPeer.satellite { number in
      var random = TestRandom(seed: seed &+ UInt64(number))
      return (0..<40).map { _ in random.bytes(random.below(200)) }
        + [[], [2, 0, 0]]
    }
    let (result, events) = try run(
      peer, scratch, [HexText.text(try Laboratory.request(1))])
    #expect(result.status == 0)
    #expect(events.last?.state == "proved")
    #expect(events.count { $0.event == "ignored" } >= 42)
  }

  /// Its token would be spent, and its binding never hold.
  @Test func aRequestOfAnotherSubjectIsNotSent() throws {
    let scratch = try Scratch()
    let request = HexText.text(try Laboratory.request(1))
    let peer = DatagramPeer.satellite()
    defer { peer.end() }
    try Self.secret("delegate_b", in: scratch)
    let result = try Tool.run(
      Self.arguments(
        peer.target, scratch, ["--key", "delegate_b.key"])
        + [request], in: scratch)
    #expect(result.status == 65)
    #expect(result.errorText.contains("subject"), "\(result.errorText)")
    #expect(peer.datagrams == [])
  }

  @Test func aRequestCanBeMadeOnTheWay() throws {
    let scratch = try Scratch()
    let (result, events) = try run(
      .satellite(), scratch,
      [
        "--chain", HexText.text(try Laboratory.token(1)), "--task-id",
        "MADE", "--task-type", "cmd:imaging:msi",
      ])
    #expect(result.status == 0, "\(result.errorText)")
    #expect(events.last?.taskId == "MADE" && events.last?.state == "proved")
  }

  @Test(
    arguments: [
      ([], 64), (["--task-id", "X", "00"], 64), (["--timeout", "0", "00"], 64),
      (["00"], 65), (["missing"], 65), (["commander.key"], 65),
      (["--target", "nowhere", "REQUEST"], 64),
      (["--target", "127.0.0.1:0", "REQUEST"], 64),
      (["--target", "::1:7227", "REQUEST"], 64),
      (["--executor", "02ff", "REQUEST"], 65),
      (["--process", "1", "REQUEST"], 64),
    ] as [([String], Int32)])
  func whatCannotBeIsToldBeforeAnythingIsSent(
    more: [String], status: Int32
  ) throws {
    let scratch = try Scratch()
    let request = HexText.text(try Laboratory.request(1))
    let given = more.map { $0 == "REQUEST" ? request : $0 }
    let peer = DatagramPeer.satellite()
    defer { peer.end() }
    let result = try Tool.run(
      Self.arguments(peer.target, scratch, given), in: scratch)
    #expect(result.status == status, "\(more): \(result.errorText)")
    #expect(peer.datagrams == [])
  }
}
