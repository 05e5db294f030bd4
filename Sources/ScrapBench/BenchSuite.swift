// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier

/// The cases, and everything that they are made of.
public final class BenchSuite {
  /// How long a suite lasts and where it may write.
  public struct Plan: Sendable {
    /// Rounds with tokens of their own, the one that does not count included;
    /// 102 or more for figures that are to be shown.
    public var roundCount: Int
    /// What is measured, beside the bare library calls.
    public var groups: Set<BenchGroup>
    /// Live entries of the stores that show how cost grows.
    public var entryCounts: [Int]
    /// Entries of the stores that are read back, the fewest first.
    public var recoveryCounts: [Int]
    /// A directory for the durable cases; nil leaves them out.
    public var directory: String?

    /// Live entries of the stores that show how cost grows.
    public static let entryCounts = [1_000, 10_000, 100_000, 1_000_000]
    /// Entries of the stores that are read back.
    public static let recoveryCounts = [10_000, 100_000, 1_000_000]

    /// Makes a plan.
    public init(
      roundCount: Int = 101,
      groups: Set<BenchGroup> = Set(BenchGroup.allCases),
      entryCounts: [Int] = Plan.entryCounts,
      recoveryCounts: [Int] = Plan.recoveryCounts,
      directory: String?
    ) {
      self.roundCount = roundCount
      self.groups = groups
      self.entryCounts = entryCounts
      self.recoveryCounts = recoveryCounts
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
    if plan.groups.contains(.stages) { cases += try stageCases() }
    if plan.groups.contains(.accept) { cases += try acceptCases() }
    if plan.groups.contains(.growth) { cases += try growthCases() }
    if plan.groups.contains(.refusals) { cases += try refusalCases() }
    if plan.groups.contains(.flood) { cases += try floodCases() }
    if plan.groups.contains(.recovery) { cases += try recoveryCases() }
    if plan.groups.contains(.clock) { cases += clockCases() }
    if plan.groups.contains(.durable), let directory = plan.directory {
      cases += try DurableCases(directory: directory, plan: plan).cases()
    }
    return cases
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

  /// A satellite that trusts the issuer.
  func profile(limits: ProfileLimits = ProfileLimits()) -> SatelliteProfile {
    SatelliteProfile(
      satelliteID: BenchTokens.satelliteID, identityKey: executor.publicKey,
      issuers: [issuer.publicKey], limits: limits)
  }

  func satellite(
    entryCount: Int, spare: Int, limits: ProfileLimits = ProfileLimits(),
    issuedAfterSeconds: UInt64 = 0
  ) throws -> BenchSatellite<SingleTask> {
    try BenchSatellite(
      profile: profile(limits: limits), lock: SingleTask(),
      entryCount: entryCount, spare: spare,
      issuedAfterSeconds: issuedAfterSeconds)
  }
}
