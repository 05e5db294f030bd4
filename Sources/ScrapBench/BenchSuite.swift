// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapVerifier
import ScrapWire

/// The cases, and everything that they are made of.
public final class BenchSuite {
  /// How long a suite lasts and where it may write.
  public struct Plan {
    /// Rounds, 101 or more for figures that are to be shown.
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
  let issuer = BenchParty(number: 1)
  let commander = BenchParty(number: 2)
  let executor = BenchParty(number: 3)
  let now = TrustedTime(exactlySeconds: BenchTokens.nowSeconds)
  let peer: Peer
  let commanderKey: [UInt8]
  private(set) var nextID = 0
  /// Root tokens that are presented in one round.
  static let rootsPerRound = 20
  /// Root tokens, each to be presented once.
  private(set) lazy var rootTokens = (0..<plan.roundCount * Self.rootsPerRound)
    .map { _ in rootToken() }

  /// Prepares nothing yet.
  public init(plan: Plan) {
    guard let peer = Peer(compressed: commander.publicKey.span) else {
      preconditionFailure("a public key lies on the curve")
    }
    self.plan = plan
    self.peer = peer
    self.commanderKey = Self.bytes(commander.publicKey)
  }

  /// Every case; making them signs thousands of tokens.
  public func cases() throws -> [BenchCase] {
    var cases = bareCases()
    cases += try acceptCases()
    cases += try growthCases()
    cases += try refusalCases()
    if let directory = plan.directory {
      cases += try DurableCases(directory: directory, plan: plan).cases()
    }
    return cases
  }

  static func bytes(_ key: PublicKey) -> [UInt8] {
    (0..<33).map { key.bytes[$0] }
  }

  /// An id that no other token has.
  func freshID() -> [UInt8] {
    nextID += 1
    return BenchTokens.id(nextID)
  }

  /// A root token for the commander.
  func rootToken() -> [UInt8] {
    BenchTokens.token(by: issuer, to: commanderKey, id: freshID())
  }

  func satellite(entryCount: Int) throws -> BenchSatellite {
    try BenchSatellite(
      issuer: issuer.publicKey, identity: executor.publicKey,
      entryCount: entryCount, spare: 60_000)
  }
}
