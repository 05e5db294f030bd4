// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapReport
import ScrapTarget
import ScrapVerifier
import ScrapYAML

/// Reads what is to come of a scenario.
enum ScenarioExpectationReader {
  /// All of them, those of requests and those of commands.
  static func expectations(
    _ members: YAMLMembers
  ) throws(YAMLError) -> (
    requests: [ScenarioExpectation], commands: [ScenarioCommandExpectation]
  ) {
    var requests: [ScenarioExpectation] = []
    var commands: [ScenarioCommandExpectation] = []
    let values = try members["expect"]?
      .list(countMax: ScenarioReader.listCountMax)
    for value in values ?? [] {
      if try YAMLMembers(value)["command"] == nil {
        requests.append(try expectation(value))
      } else {
        commands.append(try commandExpectation(value))
      }
    }
    return (requests, commands)
  }

  private static func commandExpectation(
    _ value: YAMLValue
  ) throws(YAMLError) -> ScenarioCommandExpectation {
    let members = try YAMLMembers(
      value, known: ["command", "verdicts", "status"])
    _ = try members.required("verdicts")
    var status: [ScenarioCommandExpectation.Number] = []
    if let value = members["status"] {
      let rows = try YAMLMembers(value, known: SatelliteStatus.numberNames)
      for (name, _, value) in rows.all {
        status.append(
          .init(name: name, value: try value.integer(0...UInt64.max)))
      }
    }
    return ScenarioCommandExpectation(
      command: try members.required("command").word(),
      verdicts: try members.list("verdicts", countMax: 100) {
        (value) throws(YAMLError) in
        value.scalar == "taken" ? nil : try operatorReason(value)
      }, status: status)
  }

  /// Their numbers are stable and begin at 201.
  private static func operatorReason(
    _ value: YAMLValue
  ) throws(YAMLError) -> OperatorRefusal.Reason {
    let reasons = (201...255).compactMap {
      OperatorRefusal.Reason(rawValue: $0)
    }
    guard let found = reasons.first(where: { "\($0.name)" == value.scalar })
    else {
      throw value.error(
        "expected taken or the name of an operator message's refusal, found "
          + value.found)
    }
    return found
  }

  private static func expectation(
    _ value: YAMLValue
  ) throws(YAMLError) -> ScenarioExpectation {
    let members = try YAMLMembers(
      value, known: ["request", "verdicts", "repeats", "outcome"])
    var outcome: ReportExchange.Outcome?
    if let value = members["outcome"] {
      outcome = value.scalar.flatMap(ReportExchange.Outcome.init)
      guard outcome != nil else {
        throw value.error(
          "expected proved, unproved, refused or unanswered, found "
            + value.found)
      }
    }
    _ = try members.required("verdicts")
    return ScenarioExpectation(
      request: try members.required("request").word(),
      verdicts: try members.list("verdicts", countMax: 100) {
        (value) throws(YAMLError) in
        value.scalar == "accept" ? nil : try reason(value)
      },
      repeats: try members.list("repeats", countMax: 100, reason),
      outcome: outcome)
  }

  static func totals(
    _ value: YAMLValue?
  ) throws(YAMLError) -> ScenarioTotals {
    var totals = ScenarioTotals()
    guard let value else { return totals }
    let members = try YAMLMembers(
      value, known: ["granted", "refused", "restarts", "false_times"])
    let counts = 0...1_000_000
    totals.granted = try members["granted"]?.integer(counts)
    totals.restarts = try members["restarts"]?.integer(counts)
    totals.falseTimes = try members["false_times"]?.integer(counts)
    guard let refused = members["refused"] else { return totals }
    let rows = try YAMLMembers(
      refused, known: Reason.table.map { "\($0.name)" })
    totals.refused = try rows.all.map { (name, _, value) throws(YAMLError) in
      guard let reason = Reason.named(name) else {
        throw value.error("expected a refusal's name, found \(name)")
      }
      return ScenarioTotals.Refused(
        reason: reason, count: try value.integer(counts))
    }
    return totals
  }

  private static func reason(
    _ value: YAMLValue
  ) throws(YAMLError) -> Reason {
    guard let found = value.scalar.flatMap(Reason.named) else {
      throw value.error(
        "expected accept or a refusal's name, found \(value.found)")
    }
    return found
  }
}
