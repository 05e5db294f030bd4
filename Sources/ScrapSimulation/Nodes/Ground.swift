// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround
import ScrapWire

/// Everybody's keys, and the tokens that were issued before the start.
final class Ground {
  let chance: Chance
  /// Sign roots; the targets' profiles have their keys, in this order.
  let issuers: [Party]
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
    var issuers: [Party] = []
    for name in scenario.issuers {
      issuers.append(try Party(name, chance: chance))
    }
    self.issuers = issuers
    stranger = try Party(Scenario.stranger, chance: chance)
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
            key: issuer(token.issuer).key,
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

  /// The issuer of this name, or the stranger.
  private func issuer(_ name: String) -> Party {
    issuers.first { $0.id == name } ?? stranger
  }

  /// The leaf of a chain, to be taken back: the only one of its kind, or that
  /// of its number.
  func revocation(
    of token: String, _ index: Int
  ) throws(GroundError) -> OperatorContent {
    .revocation([try RevokedToken(token: chain(token, index).last ?? [])])
  }

  /// What a step commands; a nonce comes from the command's name.
  func content(
    _ command: ScenarioStep.Command, name: String
  ) throws(GroundError) -> OperatorContent {
    switch command.content {
    case .issuers(let names):
      return .issuers(names.map { issuer($0).publicKey })
    case .floors(let issuedAfter, let expiredBefore):
      func floor(_ seconds: Int?) -> UInt64 {
        seconds.map { UInt64(Int(startSeconds) + $0) } ?? 0
      }
      return .floors(
        issuedAfterSeconds: floor(issuedAfter),
        expiredBeforeSeconds: floor(expiredBefore))
    case .counterReset: return .counterReset
    case .statusRequest:
      let bytes = try chance.bytes32(for: "nonce", context: Array(name.utf8))
      let nonce = bytes.bytes.span.array.prefix(Limits.nonceByteCount)
      return .statusRequest(nonce: Array(nonce))
    }
  }

  /// Signs a command.
  func sign(
    _ content: OperatorContent, for profile: SatelliteProfile,
    trueSeconds: UInt64
  ) throws(GroundError) -> [UInt8] {
    messageVersion += 1
    return try OperatorSigning.sign(
      content, for: profile, version: messageVersion,
      signedAtSeconds: trueSeconds, key: operations.key)
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
