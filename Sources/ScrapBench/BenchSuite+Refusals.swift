// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import ScrapWire

/// Refusals: most of them without a single signature.
extension BenchSuite {
  func refusalCases() throws -> [BenchCase] {
    let satellite = try satellite(entryCount: 10_000)
    var cases = structuralCases(satellite)
    cases.append(requestRefusalCase(satellite))
    let used = rootTokens.map(single)
    for chain in used { chain.verify(by: satellite) }
    cases.append(refusalCase(satellite, used, .replayed, "replayed", nil))
    let forged = rootTokens.map { token in
      single(Array(token.dropLast()) + [token[token.count - 1] ^ 1])
    }
    cases.append(
      refusalCase(
        satellite, forged, .invalidSignature, "bad_signature", nil))
    return cases
  }

  private func structuralCases(_ satellite: BenchSatellite) -> [BenchCase] {
    let good = rootToken()
    var unknownType = good
    unknownType.insert(contentsOf: [28, 1, 0], at: good.count - 66)
    let expired = BenchTokens.token(
      by: issuer, to: commanderKey, id: freshID(),
      expiresAtSeconds: BenchTokens.nowSeconds - 1)
    let elsewhere = BenchTokens.token(
      by: issuer, to: commanderKey, id: freshID(),
      audience: Array("SENTINEL-2C-62262".utf8))
    let refused: [(String, [UInt8], Reason)] = [
      ("truncated", Array(good.dropLast()), .malformedToken),
      ("unknown_even_type", unknownType, .malformedToken),
      ("expired", expired, .expired),
      ("wrong_audience", elsewhere, .wrongAudience),
    ]
    return refused.map { name, token, reason in
      refusalCase(satellite, [single(token)], reason, name, 0.01)
    } + [
      refusalCase(
        satellite, [brokenChain()], .chainInvalid, "chain_invalid", 0.01)
    ]
  }

  /// A root and, under it, a delegation of another root's chain.
  private func brokenChain() -> BenchChain {
    let delegation = BenchRelays.all[0].delegate(
      to: commanderKey, id: freshID(),
      under: BenchTokens.Parent(
        root: issuer.publicKey, rootID: freshID(), parentID: freshID(),
        depth: 1))
    let root = BenchTokens.token(
      by: issuer, to: Self.bytes(BenchRelays.all[0].publicKey), id: freshID())
    return BenchChain(tokens: [root, delegation], peer: peer, now: now)
  }

  private func single(_ token: [UInt8]) -> BenchChain {
    BenchChain(tokens: [token], peer: peer, now: now)
  }

  private func refusalCase(
    _ satellite: BenchSatellite,
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

  /// A request whose last record is cut off.
  private func requestRefusalCase(_ satellite: BenchSatellite) -> BenchCase {
    let whole = BenchTokens.request(by: commander, token: rootToken())
    let cut = Array(whole.dropLast(70))
    let now = now
    return BenchCase(
      name: "refuse_request_cut", summary: "refused: malformed_request",
      unit: [("signature", 1)], goal: 0.01, operationCount: 500
    ) { _ in
      do throws(Refusal) {
        _ = try satellite.verifier.verify(message: cut.span, now: now)
        preconditionFailure("a cut request is refused")
      } catch {
        precondition(error.reason == .malformedRequest, "it is malformed")
      }
    }
  }
}
