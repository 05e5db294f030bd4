// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier

/// The cases, and everything that they are made of.
public final class BenchSuite {
  /// How long a suite lasts and where it may write.
  public struct Plan {
    /// Rounds with tokens of their own, the one that does not count included;
    /// 102 or more for figures that are to be shown.
    public var roundCount: Int
    /// Live entries of the stores that show how cost grows.
    public var entryCounts: [Int]
    /// A directory for the durable cases; nil leaves them out.
    public var directory: String?

    /// Makes a plan.
    public init(
      roundCount: Int = 101,
      entryCounts: [Int] = [1_000, 10_000, 100_000, 1_000_000],
      directory: String?
    ) {
      self.roundCount = roundCount
      self.entryCounts = entryCounts
      self.directory = directory
    }
  }

  let plan: Plan
  let issuer: BenchParty
  let commander: BenchParty
  let executor: BenchParty
  /// Satellites that hand a token on.
  let relays: [BenchParty]
  let now = TrustedTime(exactlySeconds: BenchTokens.nowSeconds)
  let peer: Peer
  private(set) var nextID = 0
  /// Root tokens that are presented in one round.
  static let rootsPerRound = 20
  /// Root tokens, each to be presented once to each satellite.
  private(set) var rootTokens: [[UInt8]] = []

  /// Signs the root tokens, 20 for each round.
  public init(plan: Plan) throws {
    self.plan = plan
    issuer = try BenchParty(number: 1)
    commander = try BenchParty(number: 2)
    executor = try BenchParty(number: 3)
    relays = try (4...6).map { try BenchParty(number: $0) }
    let commanderKey = commander.publicKey
    guard let peer = Peer(compressed: commanderKey.span) else {
      preconditionFailure("a public key lies on the curve")
    }
    self.peer = peer
    rootTokens = try (0..<plan.roundCount * Self.rootsPerRound).map { _ in
      try rootToken()
    }
  }

  /// Every case; making them signs thousands of tokens.
  public func cases() throws -> [BenchCase] {
    var cases = try bareCases()
    cases += try acceptCases()
    cases += try growthCases()
    cases += try refusalCases()
    if let directory = plan.directory {
      cases += try DurableCases(directory: directory, plan: plan).cases()
    }
    return cases
  }

  /// The stores that one case alone needs.
  ///
  /// - Parameter name: the case's name; `entries_N` needs one of N entries.
  /// - Returns: live entries of each store.
  public static func entryCounts(forCase name: String) -> [Int] {
    let smallest = 1_000
    guard name.hasPrefix("entries_"), let count = Int(name.dropFirst(8)),
      count > smallest
    else { return [smallest] }
    return [smallest, count]
  }

  /// An id that no other token has.
  func freshID() -> [UInt8] {
    nextID += 1
    return BenchTokens.id(nextID)
  }

  /// A root token for the commander.
  func rootToken() throws(GroundError) -> [UInt8] {
    try TokenIssuing.issue(
      BenchTokens.description(to: commander.publicKey, id: freshID()),
      key: issuer.key, checking: .none)
  }

  func satellite(entryCount: Int, spare: Int) throws -> BenchSatellite {
    try BenchSatellite(
      issuer: issuer, identity: executor,
      entryCount: entryCount, spare: spare)
  }
}
