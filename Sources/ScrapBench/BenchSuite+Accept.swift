// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapReplay
import ScrapVerifier

/// Whole decisions that end in a grant; each token serves once.
extension BenchSuite {
  func acceptCases() throws -> [BenchCase] {
    let satellite = try satellite(
      entryCount: 10_000, spare: 150 * plan.roundCount)
    var cases = [try requestCase(satellite)]
    for depth in 0...3 {
      cases.append(try chainCase(satellite, depth: depth))
    }
    cases.append(markCase(satellite))
    return cases
  }

  private func requestCase(
    _ satellite: BenchSatellite<SingleTask>
  ) throws -> BenchCase {
    let operationCount = 10
    let requests = try (0..<plan.roundCount * operationCount).map { _ in
      try message(chain: [rootToken()])
    }
    return BenchCase(
      name: "request", summary: "whole request, verified and marked in RAM",
      unit: [("signature", 2), ("key_parse", 1)], goal: 1.05,
      operationCount: operationCount
    ) { operation in
      requests[operation].verify(by: satellite)
    }
  }

  private func chainCase(
    _ satellite: BenchSatellite<SingleTask>, depth: Int
  ) throws -> BenchCase {
    let operationCount = depth == 0 ? Self.rootsPerRound : 5
    let chains =
      depth == 0
      ? rootTokens.map { presentation(of: [$0]) }
      : try (0..<plan.roundCount * operationCount).map { _ in
        try presentation(of: tokens(depth: depth))
      }
    // Above a root, each delegation is a key to parse and a signature.
    let goal: Double? = [0: 1.05, 3: 4.55][depth]
    return BenchCase(
      name: "chain_depth_\(depth)",
      summary: "chain of \(depth + 1) alone, verified and marked in RAM",
      unit: [("signature", 1)], goal: goal, operationCount: operationCount
    ) { operation in
      chains[operation].verify(by: satellite)
    }
  }

  /// The exclusive step alone.
  private func markCase(
    _ satellite: BenchSatellite<SingleTask>
  ) -> BenchCase {
    var random = BenchRandom(seed: 11)
    return BenchCase(
      name: "mark", summary: "the exclusive step alone, in RAM",
      unit: [("signature", 1)], goal: nil, operationCount: 50
    ) { _ in
      let set = random.markSet(now: BenchTokens.nowSeconds)
      precondition(
        (try? satellite.store.store.pointee.testAndMark(set)) != nil,
        "a fresh mark is made")
    }
  }

  /// Tokens as the peer presents them.
  func presentation(of tokens: [[UInt8]]) -> BenchChain {
    BenchChain(tokens: tokens, peer: peer, now: now)
  }

  /// A request of the commander's.
  func message(chain: [[UInt8]]) throws(GroundError) -> BenchMessage {
    BenchMessage(
      try BenchTokens.request(by: commander, chain: chain), now: now)
  }

  /// Tokens, the last of which is for the commander.
  func tokens(depth: Int) throws -> [[UInt8]] {
    let holders = Array(relays.prefix(depth)) + [commander]
    var tokens = [
      try TokenIssuing.issue(
        BenchTokens.description(to: holders[0].publicKey, id: freshID()),
        key: issuer.key, checking: .none)
    ]
    for (delegator, subject) in zip(holders, holders.dropFirst()) {
      tokens.append(
        try TokenIssuing.delegate(
          BenchTokens.description(to: subject.publicKey, id: freshID()),
          under: tokens, key: delegator.key, checking: .none))
    }
    return tokens
  }
}
