// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapReplay
import ScrapVerifier
import ScrapWire

/// Whole requests that are refused at the second signature or behind it.
extension BenchSuite {
  func lateRequestCases(
    _ satellite: BenchSatellite<SingleTask>
  ) throws -> [BenchCase] {
    let token = try rootToken()
    let accepted = try message(chain: [token])
    accepted.verify(by: satellite)
    return [
      lateCase(
        "unknown_subject", .unknownSubject, satellite,
        try message(
          BenchTokens.description(
            to: Array("ICEYE-X14-51070".utf8), id: freshID())),
        unit: [("signature", 1)]),
      lateCase(
        "bad_commander_signature", .badCommanderSignature, satellite,
        BenchMessage(
          try BenchTokens.request(by: executor, chain: [rootToken()]),
          now: now)),
      lateCase(
        "stale_request", .staleRequest, satellite,
        BenchMessage(
          try BenchTokens.request(
            by: commander, chain: [rootToken()],
            timestampSeconds: UInt32(BenchTokens.nowSeconds) + 1_000),
          now: now)),
      lateCase(
        "capability_denied", .capabilityDenied, satellite,
        BenchMessage(
          try BenchTokens.request(
            by: commander, chain: [rootToken()], taskType: "cmd:imaging:sar"),
          now: now)),
      lateCase(
        "constraint_violation", .constraintViolation, satellite,
        try message(
          BenchTokens.description(
            to: commander.publicKey, id: freshID(),
            constraints: TokenConstraints(amountSats: 1_000)))),
      try revokedCase(),
      lateCase("already_accepted", .alreadyAccepted, satellite, accepted),
      lateCase(
        "replayed_request", .replayed, satellite,
        BenchMessage(
          try BenchTokens.request(
            by: commander, chain: [token], taskID: "IMG-2025-002-ICEYE"),
          now: now)),
      lateCase(
        "cache_full", .cacheFull,
        try self.satellite(entryCount: 1_000, spare: 0),
        try message(chain: [rootToken()])),
    ]
  }

  /// A request whose token the operator has revoked.
  private func revokedCase() throws -> BenchCase {
    let satellite = try satellite(entryCount: 1_000, spare: 1)
    let id = freshID()
    let description = BenchTokens.description(
      to: commander.publicKey, id: id)
    let key = issuer.publicKey
    var marks = MarkSet(
      requestDigest: nil, loSeconds: now.loSeconds,
      hiSeconds: now.hiSeconds, isRevocation: true)
    marks.append(
      TokenMark(
        key: MarkKey(issuer: key.span, tokenID: id.span),
        ledgerKey: .none, issuedAtSeconds: 0,
        expiresAtSeconds: description.expiresAtSeconds, rateLimit: nil))
    let receipt = satellite.verifier.withStore {
      try? $0.testAndMark(marks)
    }
    precondition(receipt != nil, "there is room for a revocation")
    return lateCase(
      "revoked", .revoked, satellite, try message(description))
  }

  private func lateCase(
    _ name: String, _ reason: Reason,
    _ satellite: BenchSatellite<SingleTask>, _ message: BenchMessage,
    unit: BenchCase.Unit = [("signature", 2), ("key_parse", 1)]
  ) -> BenchCase {
    BenchCase(
      name: "refuse_\(name)", summary: "request refused: \(reason.name)",
      unit: unit, goal: nil, operationCount: 10
    ) { _ in
      message.verify(by: satellite, expecting: reason)
    }
  }
}
