// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier

/// Refusals: most of them without a single signature.
extension BenchSuite {
  func refusalCases() throws -> [BenchCase] {
    let satellite = try satellite(
      entryCount: 10_000, spare: Self.rootsPerRound * plan.roundCount + 1)
    var cases = try structuralCases(satellite)
    let used = rootTokens.map { presentation(of: [$0]) }
    for chain in used { chain.verify(by: satellite) }
    cases.append(refusalCase(satellite, used, .replayed, "replayed", nil))
    let forged = rootTokens.map { token in
      presentation(
        of: [Array(token.dropLast()) + [token[token.count - 1] ^ 1]])
    }
    cases.append(
      refusalCase(
        satellite, forged, .invalidSignature, "bad_signature", nil))
    cases += try earlyRequestCases(satellite)
    cases += try lateRequestCases(satellite)
    return cases
  }

  private func structuralCases(
    _ satellite: BenchSatellite<SingleTask>
  ) throws -> [BenchCase] {
    let good = try rootToken()
    var unknownType = good
    unknownType.insert(contentsOf: [28, 1, 0], at: good.count - 66)
    let expired = try TokenIssuing.issue(
      BenchTokens.description(
        to: commander.publicKey, id: freshID(),
        expiresAtSeconds: UInt32(BenchTokens.nowSeconds) - 1),
      key: issuer.key, checking: .none)
    let elsewhere = try TokenIssuing.issue(
      BenchTokens.description(
        to: commander.publicKey, id: freshID(),
        audience: "SENTINEL-2C-62262"),
      key: issuer.key, checking: .none)
    let refused: [(String, [UInt8], Reason)] = [
      ("truncated", Array(good.dropLast()), .malformedToken),
      ("unknown_even_type", unknownType, .malformedToken),
      ("expired", expired, .expired),
      ("wrong_audience", elsewhere, .wrongAudience),
    ]
    let broken = try brokenChain()
    return refused.map { name, token, reason in
      refusalCase(satellite, [presentation(of: [token])], reason, name, 0.01)
    } + [
      refusalCase(satellite, [broken], .chainInvalid, "chain_invalid", 0.01)
    ]
  }

  /// A root and, under it, a delegation by somebody else than its subject.
  private func brokenChain() throws -> BenchChain {
    let root = try rootToken()
    let delegation = try TokenIssuing.delegate(
      BenchTokens.description(to: commander.publicKey, id: freshID()),
      under: [root], key: relays[0].key, checking: .none)
    return presentation(of: [root, delegation])
  }

  private func refusalCase(
    _ satellite: BenchSatellite<SingleTask>,
    _ chains: [BenchChain],
    _ reason: Reason,
    _ name: String,
    _ goal: Double?
  ) -> BenchCase {
    let isCheap = goal != nil
    return BenchCase(
      name: "refuse_\(name)", summary: "refused: \(reason.name)",
      unit: [("signature", 1)], goal: goal,
      operationCount: isCheap ? 500 : Self.rootsPerRound
    ) { operation in
      chains[operation % chains.count].verify(
        by: satellite, expecting: reason)
    }
  }
}
