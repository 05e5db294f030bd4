// SPDX-License-Identifier: Apache-2.0

import ScrapYAML

/// Holds the names of a scenario together: what is used must be given, and
/// given once.
struct ScenarioCheck {
  private let scenario: Scenario
  private let members: YAMLMembers

  init(_ scenario: Scenario, at members: YAMLMembers) {
    self.scenario = scenario
    self.members = members
  }

  func check() throws(YAMLError) {
    try checkOnce("satellite", satellites + [Scenario.ground])
    try checkOnce("token", scenario.tokens.map(\.name))
    try checkOnce(
      "satellite or issuer",
      satellites + scenario.issuers + [Scenario.stranger])
    try checkOnce(
      "request or command", requests.map(\.name) + commands.map(\.name))
    try checkOnce(
      "token or command", scenario.tokens.map(\.name) + commands.map(\.name))
    try checkLinks()
    try checkTokens()
    try checkSteps()
    for expectation in scenario.expectations {
      try require(
        "request", expectation.request,
        among: requestNames + requests.map(\.name), by: "expect")
    }
    try checkCommandExpectations()
  }

  private var satellites: [String] {
    scenario.targets.map(\.id) + scenario.commanders.map(\.id)
      + scenario.relays
  }

  private var requests: [ScenarioStep.Request] {
    scenario.steps.compactMap { step in
      if case .request(let request) = step.kind { request } else { nil }
    }
  }

  /// Of those that come several times, each.
  private var requestNames: [String] {
    scenario.steps.flatMap { step -> [String] in
      guard case .request(let request) = step.kind else { return [] }
      return (0..<step.count).map {
        ScenarioNames.name(request.name, $0, of: step.count)
      }
    }
  }

  private var commands: [ScenarioStep.Command] {
    scenario.steps.compactMap { step in
      if case .command(let command) = step.kind { command } else { nil }
    }
  }

  /// Of those that come several times, each.
  private var commandNames: [String] {
    scenario.steps.flatMap { step -> [String] in
      guard case .command(let command) = step.kind else { return [] }
      return (0..<step.count).map {
        ScenarioNames.name(command.name, $0, of: step.count)
      }
    }
  }

  /// What is revoked goes by the token's name.
  private var revokedNames: [String] {
    scenario.steps.flatMap { step -> [String] in
      guard case .revoke(let token, _) = step.kind else { return [] }
      return [token]
        + (0..<step.count).map { ScenarioNames.name(token, $0, of: step.count) }
    }
  }

  private func checkCommandExpectations() throws(YAMLError) {
    for expectation in scenario.commandExpectations {
      try require(
        "command", expectation.command,
        among: commandNames + commands.map(\.name) + revokedNames,
        by: "expect")
      let isAsked = commands.contains {
        $0.content == .statusRequest
          && Simulation.isMeant(expectation.command, by: $0.name)
      }
      guard expectation.status.isEmpty || isAsked else {
        throw fail("expect", "\(expectation.command) is no status_request")
      }
    }
  }

  private func fail(_ section: String, _ problem: String) -> YAMLError {
    (members[section] ?? members["title"])?.error("\(section): \(problem)")
      ?? members.error(problem)
  }

  private func checkOnce(
    _ what: String, _ names: [String]
  ) throws(YAMLError) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      throw members.error("expected each \(what) once, found \(name) again")
    }
  }

  private func require(
    _ what: String, _ name: String, among names: [String], by section: String
  ) throws(YAMLError) {
    guard names.contains(name) else {
      throw fail(section, "there is no \(what) \(name)")
    }
  }

  private func checkLinks() throws(YAMLError) {
    var pairs: [String] = []
    for link in scenario.links {
      for end in [link.from, link.to] {
        try require(
          "satellite", end, among: satellites + [Scenario.ground],
          by: "links")
      }
      guard link.from != link.to else {
        throw fail("links", "\(link.from) is linked to itself")
      }
      pairs.append([link.from, link.to].sorted().joined(separator: " and "))
    }
    try checkOnce("link between", pairs)
  }

  private func checkTokens() throws(YAMLError) {
    var before: [String] = []
    for token in scenario.tokens {
      try require(
        "satellite", token.subject, among: satellites, by: "tokens")
      try require(
        "issuer", token.issuer, among: scenario.issuers + [Scenario.stranger],
        by: "tokens")
      if let parent = token.parent {
        try require("earlier token", parent, among: before, by: "tokens")
        let count = scenario.tokens.first { $0.name == parent }?.count
        guard count == 1 || count == token.count else {
          throw fail(
            "tokens", "\(token.name) and \(parent) differ in their count")
        }
      }
      before.append(token.name)
    }
  }

  private func checkSteps() throws(YAMLError) {
    let targets = scenario.targets.map(\.id)
    for step in scenario.steps {
      switch step.kind {
      case .request(let request): try check(request, count: step.count)
      case .replay(let name, let target):
        try require(
          "request or command", name,
          among: requestNames + commandNames + revokedNames, by: "steps")
        try require("target", target, among: targets, by: "steps")
      case .powerCut(let cut):
        try require("target", cut.target, among: targets, by: "steps")
      case .clock(let target, _, _), .junk(let target, _):
        try require("target", target, among: targets, by: "steps")
      case .revoke(let token, let target):
        try require(
          "token", token, among: scenario.tokens.map(\.name), by: "steps")
        try require("target", target, among: targets, by: "steps")
        try requireLink(target, Scenario.ground)
      case .command(let command):
        try require("target", command.target, among: targets, by: "steps")
        try requireLink(command.target, Scenario.ground)
        guard case .issuers(let names) = command.content else { continue }
        for name in names {
          try require("issuer", name, among: scenario.issuers, by: "steps")
        }
      case .clockReading(let target):
        try require("target", target, among: targets, by: "steps")
        try requireLink(target, Scenario.ground)
      }
    }
  }

  private func check(
    _ request: ScenarioStep.Request, count: Int
  ) throws(YAMLError) {
    try require(
      "commander", request.commander, among: scenario.commanders.map(\.id),
      by: "steps")
    try require(
      "target", request.target, among: scenario.targets.map(\.id), by: "steps")
    guard let token = scenario.tokens.first(where: { $0.name == request.token })
    else { throw fail("steps", "there is no token \(request.token)") }
    guard token.count == 1 || token.count >= count else {
      throw fail(
        "steps",
        "\(count) requests \(request.name) need as many tokens "
          + "\(token.name), or one")
    }
    let route = [request.commander] + request.relays + [request.target]
    for relay in request.relays {
      try require("relay", relay, among: scenario.relays, by: "steps")
    }
    for (a, b) in zip(route, route.dropFirst()) { try requireLink(a, b) }
  }

  private func requireLink(_ a: String, _ b: String) throws(YAMLError) {
    let isLinked = scenario.links.contains {
      $0.from == a && $0.to == b || $0.from == b && $0.to == a
    }
    guard isLinked else {
      throw fail("steps", "there is no link between \(a) and \(b)")
    }
  }
}
