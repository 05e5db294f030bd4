// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// Everybody's keys, and the tokens that were issued before the start.
final class Ground {
  let chance: Chance
  let operatorKey: Party
  /// Signs what no target trusts.
  private let stranger: Party
  /// Signs messages to the operator's own satellites.
  let operations: Party
  private let satellites: [Party]
  /// By name: a chain, root first, for each of a kind.
  private var chains: [String: [[[UInt8]]]] = [:]
  private let startSeconds: UInt64
  private var messageVersion: UInt64 = 0

  init(_ scenario: Scenario, seed: UInt64) throws(GroundError) {
    let chance = Chance.seed(seed)
    self.chance = chance
    operatorKey = try Party("operator", chance: chance)
    stranger = try Party("stranger", chance: chance)
    operations = try Party("operations", chance: chance)
    var satellites: [Party] = []
    let ids =
      scenario.targets.map(\.id) + scenario.commanders.map(\.id)
      + scenario.relays
    for id in ids { satellites.append(try Party(id, chance: chance)) }
    self.satellites = satellites
    startSeconds = scenario.startSeconds
    for token in scenario.tokens { try issue(token) }
  }

  /// A satellite's keys.
  ///
  /// - Precondition: the scenario has it.
  func party(_ id: String) -> Party {
    guard let party = satellites.first(where: { $0.id == id }) else {
      preconditionFailure("a scenario names only its own satellites")
    }
    return party
  }

  /// The chain of a token, root first; the only one, or the one of its number.
  ///
  /// - Precondition: the scenario has it.
  func chain(_ token: String, _ index: Int) -> [[UInt8]] {
    guard let all = chains[token], let first = all.first else {
      preconditionFailure("a scenario names only its own tokens")
    }
    return all.count == 1 ? first : all[index]
  }

  private func issue(_ token: ScenarioToken) throws(GroundError) {
    for index in 0..<token.count {
      let parents = token.parent.map { chain($0, index) } ?? []
      let name = ScenarioNames.name(token.name, index, of: token.count)
      let issued =
        Int(startSeconds) + token.issuedSeconds + index * token.everySeconds
      let description = TokenDescription(
        subject: party(token.subject).publicKey,
        audience: Array(token.audience.utf8),
        issuedAtSeconds: UInt32(clamping: issued),
        expiresAtSeconds: UInt32(clamping: issued + token.lifetimeSeconds),
        tokenID: try chance.tokenID(context: Array(name.utf8)),
        capabilities: token.capabilities)
      // Scenarios need bad tokens too.
      let bytes =
        if let issuer = token.parent.flatMap({ subject(of: $0) }) {
          try TokenIssuing.delegate(
            description, under: parents, key: issuer.key, checking: .none)
        } else {
          try TokenIssuing.issue(
            description,
            key: (token.issuer == .operator ? operatorKey : stranger).key,
            checking: .none)
        }
      chains[token.name, default: []].append(parents + [bytes])
      subjects[token.name] = token.subject
    }
  }

  /// Who may delegate a token, by its name.
  private var subjects: [String: String] = [:]

  private func subject(of token: String) -> Party? {
    subjects[token].map(party)
  }

  /// The operator takes the leaf of a chain back: the only one of its kind, or
  /// the one of its number.
  func revocation(
    of token: String, _ index: Int, for profile: SatelliteProfile,
    trueSeconds: UInt64
  ) throws(GroundError) -> [UInt8] {
    messageVersion += 1
    let leaf = chain(token, index).last ?? []
    return try OperatorSigning.sign(
      .revocation([try RevokedToken(token: leaf)]), for: profile,
      version: messageVersion, signedAtSeconds: trueSeconds,
      key: operations.key)
  }

  /// The operator's answer to a target that asked for the time, good to half a
  /// second.
  func clockReading(
    answering challenge: [UInt8], trueNanoseconds: UInt64
  ) throws(GroundError) -> [UInt8] {
    messageVersion += 1
    return try ClockReadingSigning.sign(
      challenge: challenge,
      ClockReadingDescription(
        version: messageVersion, unixSeconds: trueNanoseconds / 1_000_000_000,
        nanoseconds: UInt32(trueNanoseconds % 1_000_000_000),
        errorNanoseconds: 500_000_000),
      key: operations.key)
  }
}
