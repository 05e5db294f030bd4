// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier

/// What somebody without a key can make a satellite do, with a receiver and a
/// transmitter alone.
extension BenchSuite {
  func floodCases() throws -> [BenchCase] {
    let satellite = try satellite(entryCount: 10_000, spare: 100)
    let stranger = try TokenIssuing.issue(
      BenchTokens.description(to: commander.publicKey, id: freshID()),
      key: executor.key, checking: .none)
    var cases = [
      floodCase(
        "unknown_issuer", "a token of nobody's", .invalidSignature,
        satellite, try message(chain: [stranger]), operationCount: 500)
    ]
    for depth in [0, 3] {
      let tokens = try tokens(depth: depth)
      let captured = try BenchTokens.request(by: commander, chain: tokens)
      let altered =
        Array(captured.dropLast()) + [captured[captured.count - 1] ^ 1]
      cases.append(
        floodCase(
          "altered_depth_\(depth)", "a captured request, altered",
          .badCommanderSignature, satellite, BenchMessage(altered, now: now),
          operationCount: 5))
      let used = BenchMessage(captured, now: now)
      used.verify(by: satellite)
      cases.append(
        floodCase(
          "repeated_depth_\(depth)", "a captured request, again",
          .alreadyAccepted, satellite, used, operationCount: 5))
    }
    return cases
  }

  private func floodCase(
    _ name: String, _ summary: String, _ reason: Reason,
    _ satellite: BenchSatellite<SingleTask>, _ message: BenchMessage,
    operationCount: Int
  ) -> BenchCase {
    BenchCase(
      name: "flood_\(name)", summary: summary, unit: [("signature", 1)],
      goal: nil, operationCount: operationCount
    ) { _ in
      message.verify(by: satellite, expecting: reason)
    }
  }
}
