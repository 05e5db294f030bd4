// SPDX-License-Identifier: Apache-2.0

import ScrapYAML
import TestSupport
import Testing

@testable import ScrapSimulation

@Suite struct ScenarioReadingTests {
  static let least = """
    title: A
    duration_s: 10
    targets:
      - id: T
    """

  private static func steps(_ count: Int) -> String {
    "steps: [" + String(repeating: "{at_s: 1, junk: T}, ", count: count) + "]"
  }

  private static func error(_ text: String) -> YAMLError? {
    do throws(YAMLError) {
      _ = try Scenario(yaml: Array(text.utf8), name: "test")
      return nil
    } catch { return error }
  }

  @Test func theLeastScenarioIsRead() throws {
    let scenario = try Scenario(yaml: Array(Self.least.utf8), name: "least")
    #expect(scenario.targets.map(\.id) == ["T"])
    #expect(scenario.seed == 1)
  }

  @Test(arguments: [
    ("titel: A\n", 5, 1, "unknown member \"titel\""),
    ("links:\n  - between: [T, U]\n    lag_ms: 3\n", 7, 5, "\"lag_ms\""),
    ("steps:\n  - {at_s: 1, junk: T, bite: 3}\n", 6, 24, "\"bite\""),
    ("expect:\n  - request: a\n    verdict: [accept]\n", 7, 5, "\"verdict\""),
    ("totals: {grants: 3}\n", 5, 10, "\"grants\""),
    ("steps:\n  - {at_s: 1, junk: T, off_s: 3}\n", 6, 24, "\"off_s\""),
    ("[1]: 2\n", 5, 1, "unknown member a list"),
  ])
  func anUnknownMemberIsNamedWithItsPlace(
    _ more: String, _ line: Int, _ column: Int, _ word: String
  ) throws {
    let error = try #require(Self.error(Self.least + "\n" + more))
    #expect(error.line == line)
    #expect(error.column == column)
    #expect(error.problem.contains(word), "\(error)")
  }

  @Test(arguments: [
    ("seed: -1", "from 0 to 999999999"), ("seed: 0x10", "from 0"),
    ("seed: 1e3", "from 0"), ("seed: 017", "from 0"),
    ("seed: [1]", "found a list"), ("start_s: 5", "from 1500000000"),
    ("steps: 5", "expected a list, found \"5\""),
    (steps(201), "a list of at most 200, found 201"),
    ("steps: [{at_s: 11, junk: T}]", "seconds from 0 to 10"),
    ("steps: [{at_s: 1.0000, junk: T}]", "three decimals"),
    ("steps: [{at_s: 1., junk: T}]", "three decimals"),
    ("steps: [{at_s: 1, junk: T, bytes: 4201}]", "from 0 to 4200"),
    ("steps: [{at_s: 1}]", "expected one of request, replay"),
    ("steps: [{at_s: 1, junk: T, replay: a}]", "found replay, junk"),
    ("steps: [{at_s: 1, junk: U}]", "no target U"),
    ("steps: [{at_s: 1, replay: a}]", "no request or command a"),
    ("steps: [{at_s: 1, clock_reading: T}]", "no link between T and ground"),
    ("steps: [{at_s: 1, clock: T, source: sun, fault: good}]", "gps_second"),
    ("steps: [{at_s: 1, clock: T, source: gps, fault: bad}]", "good or lost"),
    ("steps: [{at_s: 1, power_cut: T, after_bytes: 3}]", "member program"),
    ("relays: [T]", "each satellite once"),
    ("relays: [ground]", "each satellite once"),
    ("relays: [\"a b\"]", "printable ASCII"),
    ("links: [{between: [T]}]", "between: [one, other]"),
    ("links: [{between: [T, T]}]", "linked to itself"),
    ("links: [{between: [T, U]}]", "no satellite U"),
    ("links: [{between: [T, ground], windows_s: [[5, 3]]}]", "a window after"),
    (
      "links: [{between: [T, ground]}, {between: [ground, T]}]",
      "each link between once"
    ),
    ("tokens: [{name: a, subject: U}]", "no satellite U"),
    ("tokens: [{name: a, subject: T, under: b}]", "no earlier token b"),
    ("tokens: [{name: A, subject: T}]", "of a-z, 0-9 and -"),
    ("expect: [{request: a, verdicts: [accept]}]", "no request a"),
    ("expect: [{request: a, verdicts: [maybe]}]", "a refusal's name"),
    ("expect: [{request: a}]", "the member verdicts"),
    ("totals: {refused: {maybe: 1}}", "unknown member"),
    ("seed: 1\nseed: 2", "each member once"),
    ("about: &a x", "no anchor"), ("about: *a", "no anchor"),
    ("about: !!binary x", "no anchor"), ("about: [", ""), ("\tx: 1", ""),
    ("--- \ntitle: B", "another document"),
  ])
  func whatCannotBeIsRefusedAndNamed(_ more: String, _ word: String) throws {
    let error = try #require(Self.error(Self.least + "\n" + more + "\n"))
    #expect(word.isEmpty || error.problem.contains(word), "\(error)")
    #expect(error.line > 0 && error.column > 0, "\(error)")
  }

  /// Behind `links: [{between: [T, ground]}]`.
  private static let wrongCommands: [(String, String)] = [
    ("issuers: []", "at least one issuer"), ("issuers: [A]", "of a-z"),
    ("issuers: [a, b, c, d, e]", "a list of at most 4, found 5"),
    ("issuers: [a, a]", "each satellite or issuer once, found a"),
    ("issuers: [stranger]", "each satellite or issuer once"),
    ("tokens: [{name: a, subject: T, issuer: b}]", "no issuer b"),
    ("steps: [{at_s: 1, issuers: a, in_force: [b]}]", "no issuer b"),
    ("steps: [{at_s: 1, issuers: a, in_force: []}]", "at least one issuer"),
    ("steps: [{at_s: 1, issuers: a}]", "the member in_force"),
    ("steps: [{at_s: 1, issuers: a, bytes: 1}]", "\"bytes\""),
    ("steps: [{at_s: 1, floors: a, issued_after_s: 1.5}]", "an integer"),
    ("steps: [{at_s: 1, floors: a, in_force: [b]}]", "\"in_force\""),
    ("steps: [{at_s: 1, counter_reset: a, to: U}]", "no target U"),
    ("steps: [{at_s: 1, counter_reset: A}]", "of a-z"),
    (
      "steps: [{at_s: 1, floors: a}, {at_s: 2, counter_reset: a}]",
      "each request or command once, found a"
    ),
    (
      "tokens: [{name: a, subject: T}]\nsteps: [{at_s: 1, floors: a}]",
      "each token or command once, found a"
    ),
    ("expect: [{command: a, verdicts: [taken]}]", "no command a"),
    ("expect: [{command: a, verdicts: [replayed]}]", "operator message's"),
    ("expect: [{command: a}]", "the member verdicts"),
    ("expect: [{command: a, request: b, verdicts: []}]", "\"request\""),
    (
      """
      steps: [{at_s: 1, floors: a}]
      expect: [{command: a, verdicts: [], status: {granted_count: 1}}]
      """, "a is no status_request"
    ),
    ("expect: [{command: a, verdicts: [], status: {b: 1}}]", "\"b\""),
  ]

  @Test(arguments: wrongCommands)
  func aCommandThatCannotBeIsRefused(_ more: String, _ word: String) throws {
    let text = Self.least + "\nlinks: [{between: [T, ground]}]\n" + more
    let error = try #require(Self.error(text))
    #expect(error.problem.contains(word), "\(error)")
    #expect(error.line > 0 && error.column > 0, "\(error)")
  }

  @Test func aCommandNeedsALinkToTheGround() throws {
    let step = "\nsteps: [{at_s: 1, status_request: a}]"
    let error = try #require(Self.error(Self.least + step))
    #expect(error.problem.contains("no link between T and ground"))
  }

  @Test func anEmptyTextAndABareWordAreRefused() {
    for text in ["", "\n", "# only\n", "word", "[]", "{}", "\u{0}", "\u{feff}"]
    {
      #expect(Self.error(text) != nil, "\(text)")
    }
  }

  @Test func noBytesBreakTheReader() throws {
    var random = TestSeed.generator()
    let interesting = Array("{}[]:,-#&*!|>'\"% \n\t0aA\u{ff}\u{0}".utf8)
    var readCount = 0
    for _ in 0..<TestSeed.trialCount(3_000) {
      let name = random.pick(ShippedScenarios.names)
      var bytes = Array(try #require(ShippedScenarios.text(name)).utf8)
      for _ in 0..<(1 + random.below(4)) {
        let place = random.below(bytes.count)
        switch random.below(3) {
        case 0: bytes[place] = random.pick(interesting)
        case 1: bytes.insert(random.pick(interesting), at: place)
        default:
          bytes.removeSubrange(
            place..<min(bytes.count, place + 1 + random.below(30)))
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      if Self.error(text) == nil { readCount += 1 }
    }
    #expect(readCount > 100)
  }
}
