// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround
import TestSupport
import Testing

/// Kills the tool in the middle of a batch, again and again.
@Suite(.serialized) struct KillTests {
  private static let killCount = 20
  private static let requestCount = 240

  @Test func nothingIsAcceptedTwiceAndNothingPrintedIsLost() throws {
    var random = TestSeed.generator()
    let scratch = try Laboratory.scratch()
    let requests = try (0..<Self.requestCount).map {
      HexText.text(try Laboratory.request($0))
    }
    var accepted: Set<String> = []
    var killedInMiddle = 0
    for round in 0..<Self.killCount {
      let order = requests.shuffled(using: &random)
      let run = try Tool.start(
        Laboratory.verifyThen(),
        input: order.joined(separator: "\n") + "\n", in: scratch)
      // From before the store is open on; and, however slow the machine,
      // amid the first dozen marks.
      if round.isMultiple(of: 2) {
        usleep(UInt32(random.below(120_000)))
      } else {
        try run.awaitLines(1 + random.below(12))
        usleep(UInt32(random.below(2_000)))
      }
      kill(run.process.processIdentifier, SIGKILL)
      let result = try run.finish()
      // A line that was being written when the process died does not count.
      let whole = try run.text().split(
        separator: "\n", omittingEmptySubsequences: false
      ).dropLast().map(String.init)
      if !whole.isEmpty && result.status == -SIGKILL { killedInMiddle += 1 }
      try judge(whole, order, &accepted)
    }
    let last = try Tool.run(
      Laboratory.verifyThen(),
      input: requests.joined(separator: "\n") + "\n", in: scratch)
    try judge(last.lines, requests, &accepted)
    #expect(last.lines.count == requests.count)
    // A mark may be durable and its answer not printed: one a kill at most.
    let unprinted = requests.count - accepted.count
    #expect(unprinted <= Self.killCount)
    #expect(killedInMiddle > 0, "no kill came amid answers")
    let facts = try Tool.run(["store", "check", "store"], in: scratch)
    #expect(facts.status == 0)
    #expect(facts.lines[0].contains("\(requests.count) of 300"))
    print(
      "\(Self.killCount) kills, \(killedInMiddle) amid answers, "
        + "\(unprinted) marks without an answer")
  }

  /// Each answer against everything that was printed before.
  private func judge(
    _ lines: [String], _ order: [String], _ accepted: inout Set<String>
  ) throws {
    for line in lines {
      let answer = try Answer(line)
      let request = order[answer.line - 1]
      if answer.verdict == "accept" {
        #expect(accepted.insert(request).inserted, "accepted twice")
      } else {
        // Marked before, printed or not.
        #expect(answer.reason == "already_accepted")
      }
      if accepted.contains(request) && answer.verdict != "accept" {
        #expect(answer.reason == "already_accepted")
      }
    }
  }

  /// Tokens of a killed run, in another request: used all the same.
  @Test func anAcceptThatWasPrintedIsAReplayInAnotherRequest() throws {
    let scratch = try Laboratory.scratch()
    let pipe = Pipe()
    let run = try Tool.start(
      Laboratory.verifyThen(), input: pipe, in: scratch)
    let line = Laboratory.lines([try Laboratory.request(1)])
    try pipe.fileHandleForWriting.write(contentsOf: Data(line.utf8))
    try run.awaitLines(1)
    kill(run.process.processIdentifier, SIGKILL)
    let result = try run.finish()
    #expect(try result.lines.map { try Answer($0).word } == ["accept"])
    let other = try RequestSigning.sign(
      RequestDescription(
        taskID: "OTHER", timestampSeconds: Laboratory.nowSeconds,
        chain: [Laboratory.token(1)], taskType: "cmd:imaging:sar"),
      key: Laboratory.signing("commander"))
    let chain = Laboratory.line(chain: [try Laboratory.token(1)])
    let again = try Tool.run(
      Laboratory.verifyThen(), input: Laboratory.lines([other]), in: scratch)
    #expect(try again.lines.map { try Answer($0).word } == ["replayed"])
    let alone = try Tool.run(
      Laboratory.verifyThen("--as", "chain"), input: chain, in: scratch)
    #expect(try alone.lines.map { try Answer($0).word } == ["replayed"])
  }
}
