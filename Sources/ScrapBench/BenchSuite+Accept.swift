// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import ScrapWire

/// Whole decisions that end in a grant; each token serves once.
extension BenchSuite {
  func acceptCases() throws -> [BenchCase] {
    let satellite = try satellite(entryCount: 10_000)
    var cases = [requestCase(satellite)]
    for depth in 0...3 { cases.append(chainCase(satellite, depth: depth)) }
    cases.append(markCase(satellite))
    return cases
  }

  private func requestCase(_ satellite: BenchSatellite) -> BenchCase {
    let operationCount = 10
    let requests = (0..<plan.roundCount * operationCount).map { _ in
      BenchTokens.request(by: commander, token: rootToken())
    }
    let now = now
    return BenchCase(
      name: "request", summary: "whole request, verified and marked in RAM",
      unit: [("signature", 2), ("key_parse", 1)], goal: 1.05,
      operationCount: operationCount
    ) { operation in
      let request = requests[operation]
      do throws(Refusal) {
        _ = try satellite.verifier.verify(message: request.span, now: now)
      } catch {
        preconditionFailure("a fresh request is accepted")
      }
    }
  }

  private func chainCase(
    _ satellite: BenchSatellite, depth: Int
  ) -> BenchCase {
    let operationCount = depth == 0 ? Self.rootsPerRound : 5
    let chains =
      depth == 0
      ? rootTokens.map { BenchChain(tokens: [$0], peer: peer, now: now) }
      : (0..<plan.roundCount * operationCount).map { _ in chain(depth: depth) }
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
  private func markCase(_ satellite: BenchSatellite) -> BenchCase {
    var random = BenchRandom(seed: 11)
    let store = satellite.store.store
    return BenchCase(
      name: "mark", summary: "the exclusive step alone, in RAM",
      unit: [("signature", 1)], goal: nil, operationCount: 50
    ) { _ in
      let set = random.markSet(now: BenchTokens.nowSeconds)
      precondition(
        (try? store.pointee.testAndMark(set)) != nil, "a fresh mark is made")
    }
  }

  /// A chain whose last subject is the peer.
  func chain(depth: Int) -> BenchChain {
    let relays = BenchRelays.all
    let rootID = freshID()
    var subject = depth == 0 ? commanderKey : Self.bytes(relays[0].publicKey)
    var tokens = [BenchTokens.token(by: issuer, to: subject, id: rootID)]
    var parentID = rootID
    for level in 1..<max(depth + 1, 1) {
      subject =
        level == depth ? commanderKey : Self.bytes(relays[level].publicKey)
      let id = freshID()
      tokens.append(
        relays[level - 1].delegate(
          to: subject, id: id,
          under: BenchTokens.Parent(
            root: issuer.publicKey, rootID: rootID, parentID: parentID,
            depth: UInt64(level))))
      parentID = id
    }
    return BenchChain(tokens: tokens, peer: peer, now: now)
  }
}
