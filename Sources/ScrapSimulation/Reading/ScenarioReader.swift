// SPDX-License-Identifier: Apache-2.0

import ScrapYAML

/// Reads a scenario: every member known, every value in its range, every name
/// that is used also given.
struct ScenarioReader {
  /// A week: the longest that a token lives.
  static let durationSecondsMax = 604_800
  static let satelliteCountMax = 16
  static let listCountMax = 200
  static let repeatCountMax = 10_000

  let scenario: Scenario

  /// Reads a text.
  static func scenario(
    _ bytes: [UInt8], name: String
  ) throws(YAMLError) -> Scenario {
    try ScenarioReader(YAMLValue.root(of: bytes), name: name).scenario
  }

  private init(_ root: YAMLValue, name: String) throws(YAMLError) {
    let members = try YAMLMembers(
      root,
      known: [
        "title", "about", "seed", "start_s", "duration_s", "issuers",
        "targets", "commanders", "relays", "links", "tokens", "steps",
        "expect", "totals",
      ])
    let duration = try members.required("duration_s")
      .integer(1...Self.durationSecondsMax)
    let targets = try members.list(
      "targets", countMax: Self.satelliteCountMax, Self.target)
    guard let first = targets.first else {
      throw members.error("expected at least one target, found none")
    }
    let issuers = try Self.issuers(members["issuers"])
    let steps = try members.list("steps", countMax: Self.listCountMax) {
      (value) throws(YAMLError) in
      try ScenarioStepReader.step(
        value, duration: duration * 1000, target: first.id)
    }
    let expected = try ScenarioExpectationReader.expectations(members)
    scenario = Scenario(
      name: name,
      title: try members.required("title").line(countMax: 100),
      about: try members["about"]?.line(countMax: 800) ?? "",
      seed: UInt64(try members.integer("seed", 0...999_999_999, otherwise: 1)),
      startSeconds: UInt64(
        try members.integer(
          "start_s", 1_500_000_000...4_200_000_000, otherwise: 1_763_720_000)),
      durationSeconds: duration, issuers: issuers, targets: targets,
      commanders: try members.list(
        "commanders", countMax: Self.satelliteCountMax, Self.commander),
      relays: try members.list("relays", countMax: Self.satelliteCountMax) {
        (value) throws(YAMLError) in try value.id()
      },
      links: try members.list("links", countMax: 64) {
        (value) throws(YAMLError) in
        try Self.link(value, duration: duration)
      },
      tokens: try members.list("tokens", countMax: Self.listCountMax) {
        (value) throws(YAMLError) in
        try Self.token(value, issuer: issuers[0], audience: first.id)
      },
      steps: steps,
      expectations: expected.requests,
      commandExpectations: expected.commands,
      totals: try ScenarioExpectationReader.totals(members["totals"]))
    try ScenarioCheck(scenario, at: members).check()
  }
}
