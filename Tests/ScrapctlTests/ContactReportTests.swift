// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import TestSupport
import Testing

/// `scrapctl contact report` over events that were written by hand, cut off
/// and damaged.
@Suite struct ContactReportTests {
  private static let contact = """
    {"counter_ns":5000000000,"at_microseconds":0,"exchange":null,\
    "task_id":null,"event":"opened","target":"127.0.0.1:7227",\
    "request_count":1,"unix_seconds":1763720000}
    {"counter_ns":5001000000,"at_microseconds":1000,"exchange":1,\
    "task_id":"A","event":"request_sent","attempt":1}
    {"counter_ns":5002500000,"at_microseconds":2500,"exchange":1,\
    "task_id":"A","event":"accept_verified","amount_sats":700}
    {"counter_ns":5003000000,"at_microseconds":3000,"exchange":1,\
    "task_id":"A","event":"power_cut","process":77}
    {"counter_ns":5009000000,"at_microseconds":9000,"exchange":1,\
    "task_id":"A","event":"ended","state":"unproved",\
    "accept_microseconds":1500,"proof_microseconds":null}

    """
  private static let obc = """
    {"event":"boot","sequence":0,"counter_ns":4000000000,"store":"ready",\
    "entry_count":95,"entry_capacity":100}
    {"event":"request","sequence":1,"counter_ns":5002000000,"peer":"p",\
    "verdict":"reject","reason":"expired","chain_index":0,"offset":73,\
    "token_id":"00","task_id":"A","decision_ns":120000}
    {"event":"housekeeping","sequence":2,"counter_ns":5002500000,\
    "store":"lossDetected","entry_count":0,"entry_capacity":100,\
    "segment_erase_count_max":3,"control_erase_count_max":9}

    """

  private func report(
    _ scratch: Scratch, _ contact: String, _ obc: String = Self.obc
  ) throws -> Tool.Result {
    try scratch.write(contact, to: "contact.jsonl")
    try scratch.write(obc, to: "obc.jsonl")
    return try Tool.run(
      [
        "contact", "report", "contact.jsonl", "--obc", "obc.jsonl",
        "--output", "page.html",
      ], in: scratch)
  }

  private func page(_ scratch: Scratch) throws -> String {
    String(decoding: try scratch.read("page.html"), as: UTF8.self)
  }

  @Test func whatTheSatelliteToldIsDrawn() throws {
    let scratch = try Scratch()
    let result = try report(scratch, Self.contact)
    #expect(result.status == 0, "\(result.errorText)")
    let page = try page(scratch)
    for text in [
      "From arrival to verdict", "0.120 ms", "95 of 100 used",
      "0 of 100 used, erased 9×, lossDetected",
      "A power cut by the commander's key", ">expired</td>",
    ] {
      #expect(page.contains(text), "\(text)")
    }
    // Nine tenths full is not as usual; a loss is bad.
    let json = String(decoding: try scratch.read("page.json"), as: UTF8.self)
    #expect(
      json.contains("\"tone\":\"caution\",\"label\":\"95 of 100 used\""))
    #expect(json.contains("\"erases_most_worn\":9"))
  }

  @Test func withoutAWordOfTheSatelliteThereIsAPage() throws {
    let scratch = try Scratch()
    let result = try report(scratch, Self.contact, "")
    #expect(result.status == 0, "\(result.errorText)")
    let page = try page(scratch)
    #expect(!page.contains("From arrival to verdict"))
    #expect(!page.contains("id=\"stores\""))
  }

  @Test(arguments: [
    ("not json\n", "line 1: expected an event"),
    ("{\"event\":\"ended\",\"counter_ns\":1}\n", "from its first one on"),
    ("", "from its first one on"),
    (
      contact.replacingOccurrences(of: "5009", with: "9005009000000"),
      "found counters years apart"
    ),
    (
      contact.replacingOccurrences(of: ":1,\"task", with: ":-1,\"task"),
      "line 2: expected an event"
    ),
  ])
  func aReportOfSomethingElseIsRefused(text: String, told: String) throws {
    let scratch = try Scratch()
    let result = try report(scratch, text)
    #expect(result.status == 65)
    #expect(result.errorText.contains(told), "\(result.errorText)")
  }

  @Test(arguments: [
    ("1763720000", "0"), ("1763720000", "18446744073709551615"),
    ("5009000000", "1"), ("5002500000", "4000000000"),
    ("\"attempt\":1", "\"attempt\":null"),
    ("\"attempt\":1", "\"attempt\":4294967295"),
    ("\"entry_count\":95", "\"entry_count\":4294967295"),
    ("\"entry_count\":95", "\"entry_count\":1073741824"),
    ("\"entry_capacity\":100", "\"entry_capacity\":4294967295"),
    ("\"entry_capacity\":100", "\"entry_capacity\":0"),
    (
      "\"segment_erase_count_max\":3",
      "\"segment_erase_count_max\":4294967295"
    ),
    ("\"decision_ns\":120000", "\"decision_ns\":18446744073709551615"),
    ("\"offset\":73", "\"offset\":4294967295"),
    ("\"chain_index\":0", "\"chain_index\":4294967295"),
    ("5002000000", "0"), ("4000000000", "5002200000"),
  ])
  func numbersAtTheirEndsMakeAPage(old: String, new: String) throws {
    let scratch = try Scratch()
    let text = Self.contact.replacingOccurrences(of: old, with: new)
    let obc = Self.obc.replacingOccurrences(of: old, with: new)
    #expect(text != Self.contact || obc != Self.obc)
    let result = try report(scratch, text, obc)
    #expect(result.status == 0, "\(result.errorText)")
    // Nothing is drawn outside the paper or backwards.
    let page = try page(scratch)
    #expect(!page.contains("width=\"-") && !page.contains(" y=\"-"))
  }

  /// What is not known must not look like an accept.
  @Test(arguments: [
    ("\"reason\":\"expired\"", "\"reason\":\"expired_\""),
    ("\"reason\":\"expired\"", "\"reason\":null"),
    ("\"reason\":\"expired\",", ""),
    ("\"verdict\":\"reject\",", ""),
    ("\"verdict\":\"reject\"", "\"verdict\":\"accept\""),
    ("\"verdict\":\"reject\"", "\"verdict\":\"accepted\""),
    ("\"verdict\":\"reject\"", "\"verdict\":null"),
  ])
  func aVerdictThatIsNotUnderstoodIsRefused(old: String, new: String) throws {
    let scratch = try Scratch()
    let obc = Self.obc.replacingOccurrences(of: old, with: new)
    #expect(obc != Self.obc)
    let result = try report(scratch, Self.contact, obc)
    #expect(result.status == 65)
    #expect(
      result.errorText.contains("obc.jsonl, line 2: expected the verdict"),
      "\(result.errorText)")
  }

  @Test func anAcceptAndARefusalAreCountedAsWhatTheyAre() throws {
    let scratch = try Scratch()
    let accept = Self.obc.replacingOccurrences(
      of: "\"verdict\":\"reject\",\"reason\":\"expired\",\"chain_index\":0,",
      with: "\"verdict\":\"accept\",")
    #expect(accept != Self.obc)
    for (obc, counts) in [
      (Self.obc, "\"verdict_counts\":{\"expired\":1}"),
      (accept, "\"verdict_counts\":{\"accept\":1}"),
    ] {
      #expect(try report(scratch, Self.contact, obc).status == 0)
      let json = String(
        decoding: try scratch.read("page.json"), as: UTF8.self)
      #expect(json.contains(counts))
    }
  }

  /// A contact that was left with q, by a signal or by kill -9 says nothing of
  /// an end, or says it in other words.
  @Test(arguments: [
    (["accept", "proof"], "proved"), (["accept"], "unproved"),
    (["reject"], "refused"), (["reject", "accept"], "unproved"),
    ([], "unanswered"),
  ])
  func anOutcomeFollowsFromWhatHasVerified(
    _ answers: [String], _ outcome: String
  ) throws {
    let scratch = try Scratch()
    let lines = Self.contact.split(separator: "\n").map(String.init)
    let middle = answers.enumerated().map { index, answer in
      """
      {"counter_ns":500\(2 + index)000000,"exchange":1,"task_id":"A",\
      "event":"\(answer)_verified","reason":"expired"}
      """
    }
    for end in ["", "unanswered", "binding", "refused"] {
      let last =
        end.isEmpty
        ? []
        : [lines[4].replacingOccurrences(of: "unproved", with: end)]
      let text = (lines[..<2] + middle + last).joined(separator: "\n") + "\n"
      let result = try report(scratch, text)
      #expect(result.status == 0, "\(result.errorText)")
      let json = String(
        decoding: try scratch.read("page.json"), as: UTF8.self)
      #expect(json.contains("\"outcome\":\"\(outcome)\""), "\(end)")
      let reason = outcome == "refused" ? "\"expired\"" : "null"
      let after =
        answers.isEmpty
        ? "null"
        : answers[0] == "reject"
          && answers.count > 1 ? "2000000" : "1000000"
      #expect(
        json.contains(
          "\"outcome\":\"\(outcome)\",\"reason\":\(reason),"
            + "\"answer_after_ns\":\(after)"))
    }
  }

  @Test func oneOfAKindIsSingularAndWhatIsNotKnownIsLeftOut() throws {
    let scratch = try Scratch()
    let one = "1 contact over UDP with the satellite at 127.0.0.1:7227"
    _ = try report(scratch, Self.contact)
    #expect(try page(scratch).contains("\(one), which was started 1 time."))
    let again = Self.contact.replacingOccurrences(
      of: "1763720000", with: "\(UInt64.max)")
    _ = try report(scratch, again, "")
    let bare = try page(scratch)
    #expect(bare.contains("\(one)."))
    #expect(!bare.contains("started") && !bare.contains("Restarts"))
    #expect(bare.contains("at no date: 18446744073709551615 is after the"))
    try scratch.write(Self.contact, to: "more.jsonl")
    let result = try Tool.run(
      [
        "contact", "report", "contact.jsonl", "more.jsonl", "--obc",
        "obc.jsonl", "--obc", "obc.jsonl", "--output", "page.html",
      ], in: scratch)
    #expect(result.status == 0)
    #expect(try page(scratch).contains("2 contacts over UDP"))
  }

  /// A file with 20,000 exchanges: what is read for each must not be all.
  @Test(.timeLimit(.minutes(1))) func manyExchangesTakeTheirTimeOnce() throws {
    let scratch = try Scratch()
    let lines = Self.contact.split(separator: "\n").map(String.init)
    var text = lines[0] + "\n"
    let count = 20_000
    for number in 1...count {
      for (index, line) in lines[1...2].enumerated() {
        text +=
          line.replacing(
            "\"exchange\":1", with: "\"exchange\":\(number)"
          ).replacing(
            ":500\(index + 1)000000,", with: ":\(5_001 + number)000000,") + "\n"
      }
    }
    let start = ContinuousClock.now
    let result = try report(scratch, text, "")
    #expect(result.status == 0, "\(result.errorText)")
    #expect(ContinuousClock.now - start < .seconds(40))
    let page = try page(scratch)
    #expect(page.utf8.count < 3_000_000)
    #expect(page.contains("more, at the places of these or too many for"))
    let json = String(decoding: try scratch.read("page.json"), as: UTF8.self)
    #expect(
      json.components(separatedBy: "\"outcome\":\"unproved\"").count
        == count + 1)
  }

  @Test(.timeLimit(.minutes(1))) func whatIsNoFileOfEventsIsNamed() throws {
    let scratch = try Scratch()
    try scratch.write("", to: "obc.jsonl")
    #expect(mkfifo(scratch.path("pipe"), 0o600) == 0)
    try scratch.write("", to: "huge")
    #expect(truncate(scratch.path("huge"), 1 << 33) == 0)
    try scratch.write(
      [UInt8](repeating: UInt8(ascii: "\n"), count: 200_001), to: "lines")
    for (name, told) in [
      ("pipe", "pipe: expected a file, found something else"),
      ("huge", "huge: expected events of at most 67108864 bytes, found more"),
      ("lines", "lines: expected at most 200000 lines of events, found 200001"),
      (".", ".: expected a file, found something else"),
      ("absent", "absent: No such file"),
    ] {
      let result = try Tool.run(
        ["contact", "report", name, "--output", "page.html"], in: scratch)
      #expect(result.status == 65)
      #expect(result.errorText.contains(told), "\(result.errorText)")
    }
  }

  /// A page or a refusal, never a trap.
  @Test func damagedEventsAreSurvived() throws {
    let scratch = try Scratch()
    var random = TestSeed.generator()
    for _ in 0..<TestSeed.trialCount(60) {
      var texts = [Self.contact, Self.obc].map { Array($0.utf8) }
      for _ in 0...random.below(4) {
        let which = random.below(2)
        let place = random.below(texts[which].count)
        switch random.below(3) {
        case 0:
          texts[which][place] = UInt8(ascii: "0") + UInt8(random.below(10))
        case 1: texts[which].removeSubrange(place...)
        default: texts[which][place] = random.bytes(1)[0]
        }
        if texts[which].isEmpty { texts[which] = [0x0a] }
      }
      try scratch.write(texts[0], to: "contact.jsonl")
      try scratch.write(texts[1], to: "obc.jsonl")
      let result = try Tool.run(
        [
          "contact", "report", "contact.jsonl", "--obc", "obc.jsonl",
          "--output", "page.html",
        ], in: scratch)
      #expect(
        result.status == 0 || result.status == 65,
        "\(String(decoding: texts[0] + texts[1], as: UTF8.self))")
    }
  }
}
