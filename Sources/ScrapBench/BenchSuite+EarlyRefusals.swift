// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier

/// Whole requests that are refused before the first signature.
extension BenchSuite {
  func earlyRequestCases(
    _ satellite: BenchSatellite<SingleTask>
  ) throws -> [BenchCase] {
    let whole = try BenchTokens.request(
      by: commander, chain: [rootToken()])
    return [
      earlyCase(
        "request_cut", .malformedRequest, satellite,
        BenchMessage(Array(whole.dropLast(70)), now: now)),
      earlyCase(
        "no_secure_time", .noSecureTime, satellite,
        BenchMessage(whole, now: nil)),
      earlyCase(
        "store_unavailable", .storeUnavailable, try lostSatellite(),
        BenchMessage(whole, now: now)),
      earlyCase(
        "depth_exceeded", .depthExceeded,
        try self.satellite(
          entryCount: 0, spare: 4, limits: ProfileLimits(maxChainDepth: 1)),
        try message(chain: tokens(depth: 2))),
      earlyCase(
        "issued_before_floor", .issuedBeforeFloor,
        try self.satellite(
          entryCount: 0, spare: 4, issuedAfterSeconds: BenchTokens.nowSeconds),
        BenchMessage(whole, now: now)),
      earlyCase(
        "expiry_too_far", .expiryTooFar, satellite,
        try message(
          BenchTokens.description(
            to: commander.publicKey, id: freshID(),
            expiresAtSeconds: UInt32(BenchTokens.nowSeconds) + 605_000))),
      earlyCase(
        "future_issued", .futureIssued, satellite,
        try message(
          BenchTokens.description(
            to: commander.publicKey, id: freshID(),
            issuedAtSeconds: UInt32(BenchTokens.nowSeconds) + 1_000))),
    ]
  }

  /// A request under one token.
  func message(_ description: TokenDescription) throws -> BenchMessage {
    try message(
      chain: [
        TokenIssuing.issue(description, key: issuer.key, checking: .none)
      ])
  }

  /// A satellite that has lost its store.
  private func lostSatellite() throws -> BenchSatellite<SingleTask> {
    let satellite = try satellite(entryCount: 0, spare: 4)
    satellite.store.lose()
    return satellite
  }

  private func earlyCase(
    _ name: String, _ reason: Reason,
    _ satellite: BenchSatellite<SingleTask>, _ message: BenchMessage
  ) -> BenchCase {
    BenchCase(
      name: "refuse_\(name)", summary: "request refused: \(reason.name)",
      unit: [("signature", 1)], goal: 0.01, operationCount: 500
    ) { _ in
      message.verify(by: satellite, expecting: reason)
    }
  }
}
