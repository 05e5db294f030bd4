// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapWire
import ScrapYAML
import SimulatedNVM

// Satellites, links, tokens
extension ScenarioReader {
  /// At least one: an operator who is not named otherwise.
  static func issuers(_ value: YAMLValue?) throws(YAMLError) -> [String] {
    guard let value else { return [Scenario.issuer] }
    var issuers: [String] = []
    for name in try value.list(countMax: Limits.issuerCountMax) {
      issuers.append(try name.word())
    }
    guard !issuers.isEmpty else {
      throw value.error("expected at least one issuer, found none")
    }
    return issuers
  }

  static func target(
    _ value: YAMLValue
  ) throws(YAMLError) -> ScenarioTarget {
    let members = try YAMLMembers(
      value,
      known: [
        "id", "capacity", "root_subject_percent", "medium", "sectors",
        "max_chain_depth", "clocks", "drift_ppm", "message_us",
        "signature_us", "mark_us", "task_s",
      ])
    return ScenarioTarget(
      id: try members.required("id").id(),
      entryCapacity: UInt32(
        try members.integer("capacity", 1...1_000_000, otherwise: 10_000)),
      rootSubjectPercent: UInt8(
        try members.integer("root_subject_percent", 1...100, otherwise: 50)),
      medium: try medium(members),
      chainDepthMax: UInt8(
        try members.integer("max_chain_depth", 0...3, otherwise: 3)),
      clocks: try clocks(members["clocks"]),
      driftPartsPerMillion: try members.integer(
        "drift_ppm", -50...50, otherwise: 5),
      work: ScenarioWork(
        messageMicroseconds: try members.integer(
          "message_us", 1...10_000_000, otherwise: 400),
        signatureMicroseconds: try members.integer(
          "signature_us", 1...10_000_000, otherwise: 9_000),
        markMicroseconds: try members.integer(
          "mark_us", 1...10_000_000, otherwise: 4_000)),
      taskMilliseconds: try members.milliseconds(
        "task_s", 0...86_400_000, otherwise: 5_000))
  }

  private static func medium(
    _ members: YAMLMembers
  ) throws(YAMLError) -> MediumModel {
    let models: [(String, (UInt64) -> MediumModel)] = [
      ("nor-1", { .nor(unit: 1, sectorCount: $0) }),
      ("nor-16", { .nor(unit: 16, sectorCount: $0) }),
      ("nor-256", { .nor(unit: 256, sectorCount: $0) }),
      ("card-512", { .card(eraseUnitCount: $0) }),
      ("fram-1", { .fram(eraseUnitCount: $0) }),
    ]
    let sectorCount = UInt64(
      try members.integer("sectors", 7...256, otherwise: 64))
    guard let value = members["medium"] else {
      return .nor(unit: 16, sectorCount: sectorCount)
    }
    guard let model = models.first(where: { $0.0 == value.scalar }) else {
      throw value.error(
        "expected one of \(models.map(\.0).joined(separator: ", ")), found "
          + value.found)
    }
    return model.1(sectorCount)
  }

  /// A receiver and a real-time clock, unless it says otherwise.
  private static func clocks(
    _ value: YAMLValue?
  ) throws(YAMLError) -> [ScenarioTarget.Clock] {
    guard let value else {
      return [
        ScenarioTarget.Clock(source: .gps, errorMilliseconds: 1_000),
        ScenarioTarget.Clock(source: .rtc, errorMilliseconds: 3_000),
      ]
    }
    let names = (0..<ClockSourceName.count).map {
      ClockSourceName(index: $0)
    }
    let members = try YAMLMembers(value, known: names.map { "\($0.name)" })
    var clocks: [ScenarioTarget.Clock] = []
    for name in names {
      guard let error = members["\(name.name)"] else { continue }
      clocks.append(
        ScenarioTarget.Clock(
          source: name,
          errorMilliseconds: try error.milliseconds(1...60_000)))
    }
    return clocks
  }

  static func commander(
    _ value: YAMLValue
  ) throws(YAMLError) -> ScenarioCommander {
    let members = try YAMLMembers(
      value,
      known: [
        "id", "retry_s", "retry_max_s", "accept_within_s", "proof_within_s",
      ])
    return ScenarioCommander(
      id: try members.required("id").id(),
      retryMilliseconds: try members.milliseconds(
        "retry_s", 100...3_600_000, otherwise: 10_000),
      retryMaxMilliseconds: try members.milliseconds(
        "retry_max_s", 100...86_400_000, otherwise: 30_000),
      acceptWithinSeconds: try members.integer(
        "accept_within_s", 1...durationSecondsMax, otherwise: 60),
      proofWithinSeconds: try members.integer(
        "proof_within_s", 1...durationSecondsMax, otherwise: 120))
  }

  static func link(
    _ value: YAMLValue, duration: Int
  ) throws(YAMLError) -> ScenarioLink {
    let members = try YAMLMembers(
      value,
      known: [
        "between", "delay_ms", "jitter_ms", "loss_permille",
        "duplicate_permille", "reorder_permille", "reorder_ms", "lost",
        "lost_back", "windows_s",
      ])
    let ends = try members.required("between").list(countMax: 2)
    guard ends.count == 2 else {
      throw members.error("expected between: [one, other], found one end")
    }
    func permille(_ name: String) throws(YAMLError) -> Int {
      try members.integer(name, 0...1000, otherwise: 0)
    }
    func numbers(_ name: String) throws(YAMLError) -> [Int] {
      try members.list(name, countMax: listCountMax) {
        (value) throws(YAMLError) in try value.integer(1...1_000_000)
      }
    }
    return ScenarioLink(
      from: try ends[0].id(), to: try ends[1].id(),
      delayMilliseconds: try members.integer(
        "delay_ms", 0...3_600_000, otherwise: 10),
      jitterMilliseconds: try members.integer(
        "jitter_ms", 0...3_600_000, otherwise: 0),
      lossPermille: try permille("loss_permille"),
      duplicatePermille: try permille("duplicate_permille"),
      reorderPermille: try permille("reorder_permille"),
      reorderMilliseconds: try members.integer(
        "reorder_ms", 0...3_600_000, otherwise: 500),
      lost: try numbers("lost"), lostBack: try numbers("lost_back"),
      windows: try windows(members, duration: duration))
  }

  /// In order, each beginning after the end of the one before.
  private static func windows(
    _ members: YAMLMembers, duration: Int
  ) throws(YAMLError) -> [ClosedRange<Int>]? {
    guard let value = members["windows_s"] else { return nil }
    var windows: [ClosedRange<Int>] = []
    for element in try value.list(countMax: listCountMax) {
      let ends = try element.list(countMax: 2)
      guard ends.count == 2 else {
        throw element.error("expected [begin, end], found \(element.found)")
      }
      let begin = try ends[0].integer(0...duration)
      let end = try ends[1].integer(0...duration)
      guard begin < end, begin > windows.last?.upperBound ?? -1 else {
        throw element.error(
          "expected a window after the one before, found [\(begin), \(end)]")
      }
      windows.append(begin...end)
    }
    return windows
  }

  static func token(
    _ value: YAMLValue, issuer: String, audience: String
  ) throws(YAMLError) -> ScenarioToken {
    let members = try YAMLMembers(
      value,
      known: [
        "name", "issuer", "under", "subject", "audience", "capabilities",
        "issued_s", "lifetime_s", "count", "every_s",
      ])
    let capabilities = try members.list("capabilities", countMax: 16) {
      (value) throws(YAMLError) in
      try value.text("a capability of 1 to 64 characters", countMax: 64) {
        $0.value > 0x20 && $0.value < 0x7f
      }
    }
    return ScenarioToken(
      name: try members.required("name").word(),
      issuer: try members["issuer"]?.word() ?? issuer,
      parent: try members["under"]?.word(),
      subject: try members.required("subject").id(),
      audience: try members["audience"]?.id() ?? audience,
      capabilities: capabilities.isEmpty ? ["cmd:imaging:*"] : capabilities,
      issuedSeconds: try members.integer(
        "issued_s", -durationSecondsMax...durationSecondsMax, otherwise: -60),
      lifetimeSeconds: try members.integer(
        "lifetime_s", 1...10 * durationSecondsMax, otherwise: 3_600),
      count: try members.integer("count", 1...repeatCountMax, otherwise: 1),
      everySeconds: try members.integer(
        "every_s", 0...durationSecondsMax, otherwise: 0))
  }
}
