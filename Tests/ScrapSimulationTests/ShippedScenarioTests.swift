// SPDX-License-Identifier: Apache-2.0

import ScrapReport
import TestSupport
import Testing

@testable import ScrapSimulation

@Suite struct ShippedScenarioTests {
  static func shipped(_ name: String) throws -> Scenario {
    try Scenario(
      yaml: Array((ShippedScenarios.text(name) ?? "").utf8), name: name)
  }

  static func run(_ name: String, seed: UInt64? = nil) throws -> ReportModel {
    try Simulation.run(shipped(name), seed: seed, command: "test")
  }

  @Test(arguments: ShippedScenarios.names)
  func everyScenarioEndsAsItSays(_ name: String) throws {
    let model = try Self.run(name)
    #expect(model.differences == [])
    #expect(model.checks.count > 3)
  }

  @Test(arguments: ShippedScenarios.names)
  func twoRunsAreTheSameToTheLastByte(_ name: String) throws {
    let first = try Self.run(name)
    let second = try Self.run(name)
    #expect(ReportPage.html(first) == ReportPage.html(second))
    #expect(first.json == second.json)
    #expect(first.csv == second.csv)
  }

  @Test func anotherSeedIsAnotherDay() throws {
    #expect(try Self.run("day", seed: 1).csv != Self.run("day", seed: 2).csv)
  }

  /// Whatever chance does, no token counts twice and no trusted interval is
  /// wrong: one source lies at most.
  @Test func noSeedBreaksThePromises() throws {
    var random = TestSeed.generator()
    for _ in 0..<TestSeed.trialCount(4) {
      let seed = random.next() % 1_000_000
      let model = try Self.run("day", seed: seed)
      let broken = model.differences.map(\.name).filter {
        $0.hasPrefix("tokens accepted twice") || $0.hasPrefix("trusted")
      }
      #expect(broken == [], "seed \(seed)")
    }
  }

  @Test(arguments: [
    ("authorized", "verdicts: [accept]", "verdicts: [expired]"),
    ("authorized", "outcome: proved", "outcome: refused"),
    ("authorized", "granted: 1", "granted: 2"),
    ("authorized", "restarts: 0", "restarts: 1"),
    ("authorized", "refused: {}", "refused: {replayed: 1}"),
    ("replay", "replayed: 2}", "replayed: 1}"),
    ("day", "granted: 33", "granted: 34"),
    ("rotation", "[taken, old_version, signed", "[taken, taken, signed"),
    ("rotation", "lost, verdicts: []", "lost, verdicts: [taken]"),
    ("rotation", "raise, verdicts: [taken]", "raise, verdicts: []"),
    ("rotation", "[floor_out_of_range]", "[signed_ahead]"),
    ("rotation", "granted_count: 0", "granted_count: 2"),
    ("rotation", "{issuers_version: 2}", "{issuers_version: 3}"),
    ("rotation", "granted_count: 2, ", "revoked_count: 1, "),
    ("revoked", "root, verdicts: [taken]", "root, verdicts: [old_version]"),
  ])
  func aChangedExpectationIsADifference(
    _ name: String, _ old: String, _ new: String
  ) throws {
    let text = try #require(ShippedScenarios.text(name))
    #expect(text.contains(old))
    let scenario = try Scenario(
      yaml: Array(text.replacing(old, with: new).utf8), name: name)
    let model = try Simulation.run(scenario, command: "test")
    #expect(model.differences.count == 1)
  }

  @Test func aRequestThatIsNeverAskedIsADifference() throws {
    let text = try #require(ShippedScenarios.text("authorized"))
    let late = text.replacing("duration_s: 60", with: "duration_s: 11")
      .replacing("[[5, 55]]", with: "[[5, 11]]")
      .replacing("at_s: 10,", with: "at_s: 11,")
    let scenario = try Scenario(yaml: Array(late.utf8), name: "late")
    var cut = scenario
    cut.durationSeconds = 10
    let model = try Simulation.run(cut, command: "test")
    #expect(model.differences.contains { $0.found == "never asked" })
  }

  @Test func aTokenThatIsGrantedTwiceIsSeen() throws {
    let simulation = try Simulation(
      Self.shipped("authorized"), seed: 1)
    simulation.grants = [("a", [1]), ("b", [2]), ("c", [1])]
    let check = try #require(simulation.checks.last)
    #expect(!check.hasHeld)
    #expect(check.found == "c")
  }

  /// A rule that is not kept is seen: here what the list says, what is issued
  /// with, and what is sent again.
  @Test(arguments: [
    (
      "issuers: new-only, in_force: [new]", "issuers: new-only, in_force: [old]"
    ),
    ("new-next, issuer: new", "new-next, issuer: old"),
    ("replay: old-only", "replay: new-only"),
    ("issued_after_s: 300", "issued_after_s: -100"),
    ("counter_reset: reset}", "floors: reset, issued_after_s: 302}"),
  ])
  func anotherRotationIsADifference(_ old: String, _ new: String) throws {
    let text = try #require(ShippedScenarios.text("rotation"))
    #expect(text.contains(old))
    let other = text.replacing(old, with: new)
    let scenario = try Scenario(yaml: Array(other.utf8), name: "rotation")
    #expect(try !Simulation.run(scenario, command: "test").differences.isEmpty)
  }

  @Test func theTimelineShowsTheOperatorsCommands() throws {
    let model = try Self.run("rotation")
    func labels(_ lane: String) -> [String] {
      model.lanes.filter { $0.name.hasSuffix(lane) }.flatMap(\.marks)
        .map(\.label)
    }
    let ground = labels("ground")
    for label in [
      "issuers sent: lost", "receipt: both", "floors sent: too-far",
      "counter_reset sent: reset", "status: after-reset",
    ] { #expect(ground.contains(label), "\(label)") }
    #expect(!ground.contains("receipt: lost"))
    #expect(!ground.contains("receipt: too-far"))
    let verdicts = labels("verdicts")
    for label in [
      "issuers both taken", "issuers both refused, old_version",
      "floors too-far refused, floor_out_of_range",
      "status_request after-reset taken",
    ] { #expect(verdicts.contains(label), "\(label)") }
    let writes = labels("store writes")
    #expect(writes.contains { $0.hasPrefix("mark of raise: ") })
    #expect(!writes.contains { $0.contains("junk") })
  }

  /// What is told of a run is what was counted in it.
  @Test(arguments: ShippedScenarios.names)
  func theNumbersOfAReportAgree(_ name: String) throws {
    let model = try Self.run(name)
    let accepted = model.verdicts.filter { $0.reason == nil }
    #expect(
      model.stores.map { Int($0.samples.last?.entryCount ?? 0) }
        .reduce(0, +) <= 4 * accepted.count)
    #expect(
      model.csv.split(separator: "\r\n").count
        == model.verdicts.count + 1)
    let verdictMarks = model.lanes.filter { $0.name.hasSuffix("verdicts") }
      .flatMap(\.marks).filter { $0.label.contains(": ") }
    #expect(verdictMarks.count == model.verdicts.count)
    #expect(model.decisionLatency.count == model.verdicts.count)
    for lane in model.lanes {
      for (a, b) in zip(lane.spans, lane.spans.dropFirst()) {
        #expect(a.to <= b.from, "\(lane.name)")
      }
      #expect(lane.spans.allSatisfy { $0.from <= $0.to })
      #expect(lane.marks.map(\.at) == lane.marks.map(\.at).sorted())
    }
    for exchange in model.exchanges where exchange.outcome == .proved {
      #expect(exchange.proofNanoseconds != nil)
      #expect(accepted.contains { $0.request == exchange.request })
    }
  }
}
