// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapWire
import ScrapYAML

/// Reads a step: the member that says what happens, and what belongs to it.
enum ScenarioStepReader {
  private static let kinds: [(name: String, members: [String])] = [
    ("request", ["by", "to", "token", "capability", "via"]),
    ("replay", ["to"]),
    ("power_cut", ["program", "after_bytes", "off_s"]),
    ("clock", ["source", "fault", "offset_s"]),
    ("clock_reading", []),
    ("revoke", ["to"]), ("issuers", ["in_force", "to"]),
    ("floors", ["issued_after_s", "expired_before_s", "to"]),
    ("counter_reset", ["to"]), ("status_request", ["to"]),
    ("junk", ["bytes"]),
  ]

  /// A step; `duration` are the scenario's milliseconds, `target` is asked
  /// where nobody is named.
  static func step(
    _ value: YAMLValue, duration: Int, target: String
  ) throws(YAMLError) -> ScenarioStep {
    let common = ["at_s", "count", "every_s"]
    let any = try YAMLMembers(
      value, known: common + kinds.flatMap { [$0.name] + $0.members })
    let named = kinds.filter { any[$0.name] != nil }
    guard named.count == 1, let kind = named.first else {
      throw any.error(
        "expected one of \(kinds.map(\.name).joined(separator: ", ")), found "
          + (named.isEmpty
            ? "none" : named.map(\.name).joined(separator: ", ")))
    }
    let members = try YAMLMembers(
      value, known: common + [kind.name] + kind.members)
    return ScenarioStep(
      atMilliseconds: try members.required("at_s")
        .milliseconds(0...duration),
      kind: try self.kind(kind.name, members, target),
      count: try members.integer(
        "count", 1...ScenarioReader.repeatCountMax, otherwise: 1),
      everyMilliseconds: try members.milliseconds(
        "every_s", 0...duration, otherwise: 0))
  }

  private static func kind(
    _ name: String, _ members: YAMLMembers, _ target: String
  ) throws(YAMLError) -> ScenarioStep.Kind {
    let value = try members.required(name)
    switch name {
    case "request": return .request(try request(value, members, target))
    case "replay":
      return .replay(
        name: try value.word(), target: try members["to"]?.id() ?? target)
    case "power_cut": return .powerCut(try powerCut(value, members))
    case "clock": return try clock(value, members)
    case "clock_reading": return .clockReading(target: try value.id())
    case "revoke":
      return .revoke(
        token: try value.word(), target: try members["to"]?.id() ?? target)
    case "junk":
      return .junk(
        target: try value.id(),
        byteCount: try members.integer("bytes", 0...4_200, otherwise: 64))
    default:
      return .command(
        ScenarioStep.Command(
          name: try value.word(), target: try members["to"]?.id() ?? target,
          content: try content(name, members)))
    }
  }

  /// What the operator commands, by the step's name.
  private static func content(
    _ name: String, _ members: YAMLMembers
  ) throws(YAMLError) -> ScenarioStep.Command.Content {
    switch name {
    case "issuers":
      let list = try members.required("in_force")
      let words = try members.list(
        "in_force", countMax: Limits.issuerCountMax
      ) { (value) throws(YAMLError) in try value.word() }
      guard !words.isEmpty else {
        throw list.error("expected at least one issuer, found none")
      }
      return .issuers(inForce: words)
    case "floors":
      let most = ScenarioReader.durationSecondsMax
      return .floors(
        issuedAfterSeconds: try members["issued_after_s"]?
          .integer(-most...most),
        expiredBeforeSeconds: try members["expired_before_s"]?
          .integer(-most...most))
    case "counter_reset": return .counterReset
    default: return .statusRequest
    }
  }

  private static func request(
    _ value: YAMLValue, _ members: YAMLMembers, _ target: String
  ) throws(YAMLError) -> ScenarioStep.Request {
    ScenarioStep.Request(
      name: try value.word(), commander: try members.required("by").id(),
      target: try members["to"]?.id() ?? target,
      token: try members.required("token").word(),
      capability: try members["capability"]?.id() ?? "cmd:imaging:msi",
      relays: try members.list("via", countMax: 8) {
        (value) throws(YAMLError) in try value.id()
      })
  }

  private static func powerCut(
    _ value: YAMLValue, _ members: YAMLMembers
  ) throws(YAMLError) -> ScenarioStep.PowerCut {
    var program: (number: Int, afterByteCount: Int)?
    if let number = members["program"] {
      program = (
        try number.integer(1...100),
        try members.integer("after_bytes", 0...65_536, otherwise: 0)
      )
    } else if let bytes = members["after_bytes"] {
      throw bytes.error("expected the member program beside it, found none")
    }
    return ScenarioStep.PowerCut(
      target: try value.id(), program: program,
      offMilliseconds: try members.milliseconds(
        "off_s", 1...86_400_000, otherwise: 10_000))
  }

  private static func clock(
    _ value: YAMLValue, _ members: YAMLMembers
  ) throws(YAMLError) -> ScenarioStep.Kind {
    let source = try members.required("source")
    let names = (0..<ClockSourceName.count).map {
      ClockSourceName(index: $0)
    }
    guard let name = names.first(where: { "\($0.name)" == source.scalar })
    else {
      let words = names.map { "\($0.name)" }.joined(separator: ", ")
      throw source.error("expected one of \(words), found \(source.found)")
    }
    let target = try value.id()
    if let offset = members["offset_s"] {
      return .clock(
        target: target, name,
        .offset(
          seconds: try offset.integer(-1_000_000_000...1_000_000_000)))
    }
    let fault = try members.required("fault")
    switch fault.scalar {
    case "good": return .clock(target: target, name, .good)
    case "lost": return .clock(target: target, name, .lost)
    default:
      throw fault.error("expected good or lost, found \(fault.found)")
    }
  }
}
