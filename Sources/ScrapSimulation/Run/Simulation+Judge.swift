// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapReport
import ScrapTarget
import ScrapVerifier

// What was to happen, beside what did
extension Simulation {
  /// Every expectation as a check, and what always holds: commands that were
  /// taken are answered, only what was sent is sent again, and no token is
  /// accepted twice (S1).
  var checks: [ReportCheck] {
    scenario.expectations.flatMap(judge)
      + scenario.commandExpectations.flatMap(judge) + answers
      + unsentReplays.map {
        ReportCheck(
          "replay of \($0)", expected: "sent before", found: "never sent")
      } + totals + [onceOnly]
  }

  /// What came back for the commands that were taken as the ground sent them.
  private var answers: [ReportCheck] {
    commands.filter { $0.dueCount > 0 }.map { command in
      let isLost = command.lostCount >= command.dueCount
      return ReportCheck(
        "answer to \(command.kind) \(command.name)",
        expected: "verified, unless a link loses it",
        found: command.isAnswered
          ? "verified" : isLost ? "lost on the way" : "none",
        hasHeld: command.isAnswered || isLost)
    } + [
      ReportCheck(
        "answers to commands that do not verify", expected: "0",
        found: "\(unverifiedAnswerCount)")
    ]
  }

  private func judge(_ expectation: ScenarioExpectation) -> [ReportCheck] {
    let names = exchanges.map(\.name).filter {
      Self.isMeant($0, by: expectation.request)
    }
    guard !names.isEmpty else {
      return [
        ReportCheck(
          expectation.request, expected: "asked", found: "never asked")
      ]
    }
    return names.flatMap { judge($0, expectation) }
  }

  /// A name, or one of those that come several times: `daily-3` of `daily`.
  static func isMeant(_ name: String, by expected: String) -> Bool {
    guard name != expected else { return true }
    guard name.hasPrefix(expected + "-") else { return false }
    return name.dropFirst(expected.count + 1).allSatisfy(\.isNumber)
  }

  private func judge(
    _ name: String, _ expectation: ScenarioExpectation
  ) -> [ReportCheck] {
    let found = verdicts.filter { $0.request == name }.map(\.reason)
    let expected = expectation.verdicts
    let first = found.prefix(expected.count)
    let hasHeld =
      Array(first) == expected
      && found.dropFirst(expected.count).allSatisfy {
        $0.map(expectation.repeats.contains) ?? false
      }
    var text = Self.text(expected)
    if !expectation.repeats.isEmpty {
      text += ", then any " + Self.text(expectation.repeats)
    }
    var checks = [
      ReportCheck(
        "verdicts on \(name)", expected: text, found: Self.text(found),
        hasHeld: hasHeld)
    ]
    if let outcome = expectation.outcome,
      let exchange = exchanges.first(where: { $0.name == name })
    {
      checks.append(
        ReportCheck(
          "outcome of \(name)", expected: outcome.rawValue,
          found: exchange.outcome.rawValue))
    }
    return checks
  }

  /// Each command alone: an answer is of one of them.
  private func judge(
    _ expectation: ScenarioCommandExpectation
  ) -> [ReportCheck] {
    let sent = commands.filter {
      Self.isMeant($0.name, by: expectation.command)
    }
    guard !sent.isEmpty else {
      return [
        ReportCheck(
          expectation.command, expected: "sent", found: "never sent")
      ]
    }
    return sent.flatMap { command in
      [
        ReportCheck(
          "what became of \(command.kind) \(command.name)",
          expected: Self.text(expectation.verdicts),
          found: Self.text(command.verdicts))
      ]
        + expectation.status.map { number in
          ReportCheck(
            "\(number.name) by \(command.name)", expected: "\(number.value)",
            found: command.status?.number(number.name).map { "\($0)" }
              ?? "no answer")
        }
    }
  }

  private static func text(_ reasons: [OperatorRefusal.Reason?]) -> String {
    text(reasons.map { $0.map { "\($0.name)" } ?? "taken" })
  }

  private static func text(_ reasons: [Reason?]) -> String {
    text(reasons.map { $0.map { "\($0.name)" } ?? "accept" })
  }

  private static func text(_ names: [String]) -> String {
    guard !names.isEmpty else { return "none" }
    var words: [(word: String, count: Int)] = []
    for word in names {
      if words.last?.word == word {
        words[words.count - 1].count += 1
      } else {
        words.append((word, 1))
      }
    }
    return words.map { $0.count == 1 ? $0.word : "\($0.word) ×\($0.count)" }
      .joined(separator: ", ")
  }

  private var totals: [ReportCheck] {
    let totals = scenario.totals
    var checks: [ReportCheck] = []
    func add(_ name: String, _ expected: Int?, _ found: Int) {
      guard let expected else { return }
      checks.append(
        ReportCheck(name, expected: "\(expected)", found: "\(found)"))
    }
    add("tasks granted", totals.granted, grants.count)
    add("restarts", totals.restarts, sum(\.restartCount))
    add(
      "trusted intervals without the true time", totals.falseTimes,
      sum(\.falseTimeCount))
    if let refused = totals.refused {
      let found = Reason.table.compactMap { reason in
        let count = verdicts.count { $0.reason == reason }
        return count > 0 ? "\(reason.name) \(count)" : nil
      }
      let expected = refused.filter { $0.count > 0 }
        .sorted { $0.reason.rawValue < $1.reason.rawValue }
        .map { "\($0.reason.name) \($0.count)" }
      checks.append(
        ReportCheck(
          "refusals", expected: Self.list(expected), found: Self.list(found)))
    }
    return checks
  }

  func sum(_ count: (TargetRecord) -> Int) -> Int {
    records.map(count).reduce(0, +)
  }

  private static func list(_ words: [String]) -> String {
    words.isEmpty ? "none" : words.joined(separator: ", ")
  }

  private var onceOnly: ReportCheck {
    var seen: Set<[UInt8]> = []
    let twice = grants.filter { !seen.insert($0.key).inserted }
    return ReportCheck(
      "tokens accepted twice (S1)", expected: "none",
      found: Self.list(twice.map(\.request)))
  }
}
