// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import ScrapWire

/// One request under a root token, a stage more in each case; `request` is the
/// last of them. What a stage costs is the difference to the one before.
extension BenchSuite {
  func stageCases() throws -> [BenchCase] {
    let satellite = try satellite(entryCount: 1_000, spare: 0)
    let requests = try (0..<Self.rootsPerRound).map { _ in
      try BenchTokens.request(by: commander, chain: [rootToken()])
    }
    let now = now
    return [
      stageCase("parse", "bytes to records", isCheap: true) { operation in
        Self.parsed(requests[operation % requests.count])
      },
      stageCase("admit", "and depth, times, audience", isCheap: true) {
        Self.admitted(requests[$0 % requests.count], now, by: satellite)
      },
      stageCase("authenticate", "and both signatures", isCheap: false) {
        Self.authenticated(requests[$0 % requests.count], now, by: satellite)
      },
      stageCase("permit", "and time, capability, constraints", isCheap: false) {
        Self.permitted(requests[$0 % requests.count], now, by: satellite)
      },
    ]
  }

  private func stageCase(
    _ name: String, _ summary: String, isCheap: Bool,
    operate: @escaping (Int) -> Bool
  ) -> BenchCase {
    BenchCase(
      name: "stage_\(name)", summary: summary, unit: [("signature", 1)],
      goal: nil, operationCount: isCheap ? 500 : 10
    ) { operation in
      precondition(operate(operation), "a good request passes each stage")
    }
  }

  private static func parsed(_ request: [UInt8]) -> Bool {
    do throws(Refusal) {
      let parsed = try UnverifiedRequest(message: request.span)
      return parsed.presentation.tokenCount == 1
    } catch {
      return false
    }
  }

  private static func admitted(
    _ request: [UInt8], _ now: TrustedTime,
    by satellite: BenchSatellite<SingleTask>
  ) -> Bool {
    do throws(Refusal) {
      _ = try AdmissibleRequest(
        UnverifiedRequest(message: request.span),
        at: satellite.verifier.begin(now: now),
        under: satellite.verifier.profile)
      return true
    } catch {
      return false
    }
  }

  private static func authenticated(
    _ request: [UInt8], _ now: TrustedTime,
    by satellite: BenchSatellite<SingleTask>
  ) -> Bool {
    do throws(Refusal) {
      let authentic = try AuthenticRequest(
        AdmissibleRequest(
          UnverifiedRequest(message: request.span),
          at: satellite.verifier.begin(now: now),
          under: satellite.verifier.profile),
        under: satellite.verifier.profile, peer: nil)
      return authentic.signedTask != nil
    } catch {
      return false
    }
  }

  private static func permitted(
    _ request: [UInt8], _ now: TrustedTime,
    by satellite: BenchSatellite<SingleTask>
  ) -> Bool {
    do throws(Refusal) {
      _ = try PermittedRequest(
        AuthenticRequest(
          AdmissibleRequest(
            UnverifiedRequest(message: request.span),
            at: satellite.verifier.begin(now: now),
            under: satellite.verifier.profile),
          under: satellite.verifier.profile, peer: nil),
        under: satellite.verifier.profile)
      return true
    } catch {
      return false
    }
  }
}
