// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import SimulatedNVM
import TestSupport

extension Defect {
  /// Every defect that can be combined with every other, in the order in
  /// which they must be found.
  static let ordered: [Defect] =
    readiness + structure + beforeSignatures + signatures + permission + mark

  private static let readiness: [Defect] = [
    // E-45
    Defect("limits in memory damaged", .integrityFault, .readiness) {
      $0.last.append { $0.flip(byte: 14) }
    },
    // E-52
    Defect("no trusted time", .noSecureTime, .readiness) { $0.time = nil },
    // E-65
    Defect("store not recovered", .storeUnavailable, .readiness) {
      $0.recovers = false
    },
    // E-54
    Defect("time before the earliest", .noSecureTime, .readiness) {
      $0.profile.limits.earliestTimeSeconds = now + 1
    },
  ]

  private static let structure: [Defect] = [
    // E-30
    Defect(
      "task_id is no text", .malformedRequest, .structure,
      at: { $0.offset(ofRequest: 0) }
    ) { $0.draft.set(0, [0x20]) },
    // E-28: no time, key or link makes up for it.
    Defect(
      "version 2 of the first delegation", .malformedToken, .structure,
      token: 1, at: { $0.offset(ofToken: 1, 0) }
    ) { $0.draft.tokens[1].set(0, [2]) },
  ]

  private static let beforeSignatures: [Defect] = [
    // E-76
    Defect("too deep", .depthExceeded, .depth, token: 2) {
      $0.profile.limits.maxChainDepth = 1
    },
    // E-84
    Defect(
      "depth is not position", .chainInvalid, .depth, token: 1,
      at: { $0.offset(ofToken: 1, 26) }
    ) { $0.draft.tokens[1].set(26, [2]) },
    // E-74
    Defect(
      "root expired", .expired, .times, token: 0,
      at: { $0.offset(ofToken: 0, 10) }
    ) { $0.draft.tokens[0].set(10, integer: now - 1, 4) },
    // E-50
    Defect(
      "expires too far ahead", .expiryTooFar, .times, token: 1,
      at: { $0.offset(ofToken: 1, 10) }
    ) { $0.draft.tokens[1].set(10, integer: now + 604_801, 4) },
    // E-47
    Defect(
      "issued in the future", .futureIssued, .times, token: 1,
      at: { $0.offset(ofToken: 1, 8) }
    ) { $0.draft.tokens[1].set(8, integer: now + 31, 4) },
    // E-65
    Defect(
      "issued before the floor", .issuedBeforeFloor, .times, token: 2,
      at: { $0.offset(ofToken: 2, 8) }
    ) {
      $0.draft.tokens[2].set(8, integer: now - 500, 4)
      $0.before.append { $0.raiseIssuanceFloor(to: now - 500) }
    },
    // E-75
    Defect(
      "audience changed", .wrongAudience, .audience, token: 1,
      at: { $0.offset(ofToken: 1, 6) }
    ) { $0.draft.tokens[1].set(6, Array("SENTINEL-2C-62260".utf8)) },
    // E-75
    Defect(
      "parent_token_id of another", .chainInvalid, .links, token: 1,
      at: { $0.offset(ofToken: 1, 24) }
    ) { $0.draft.tokens[1].set(24, Draft.tokenID(99, 0)) },
  ]

  private static let signatures: [Defect] = [
    // E-37
    Defect(
      "issuer no longer trusted", .invalidSignature, .signatures, token: 0,
      at: { $0.offset(ofToken: 0, 2) }
    ) { $0.profile.issuers = [TestKey.secondOperator.publicKey] },
    // E-22
    Defect(
      "leaf's signature wrong", .invalidSignature, .signatures, token: 2,
      at: { $0.offset(ofToken: 2, 240) }
    ) { $0.draft.tokens[2].signatureFlip = 1 },
    // E-34
    Defect(
      "leaf's subject unknown", .unknownSubject, .commander, token: 2,
      at: { $0.offset(ofToken: 2, 4) }
    ) { $0.draft.tokens[2].set(4, Array("NOBODY".utf8)) },
    // E-36
    Defect(
      "signed by a stranger", .badCommanderSignature, .commander,
      at: { $0.offset(ofRequest: 20) }
    ) { $0.draft.commander = .stranger },
  ]

  private static let permission: [Defect] = [
    // E-102
    Defect(
      "request from the future", .staleRequest, .requestTime,
      at: { $0.offset(ofRequest: 2) }
    ) { $0.draft.set(2, integer: now + 31, 4) },
    // E-85
    Defect(
      "capability not granted", .capabilityDenied, .capability, token: 2,
      at: { $0.offset(ofRequest: 8) }
    ) { $0.draft.set(8, Array("cmd:attitude:slew".utf8)) },
    // E-49
    Defect(
      "not before", .constraintViolation, .constraints, token: 2,
      at: { $0.offset(ofToken: 2, 19) }
    ) { $0.draft.tokens[2].set(19, integer: now + 1, 4) },
  ]

  private static let mark: [Defect] = [
    // E-80
    Defect(
      "used before", .replayed, .mark, token: 0,
      at: { $0.offset(ofToken: 0, 12) }
    ) {
      let other = draft(depth: 2) { $0.set(0, Array("ANOTHER".utf8)) }
      $0.before.append { $0.use(other) }
    },
    // E-91
    Defect(
      "rate used up", .constraintViolation, .mark, token: 0,
      at: { $0.offset(ofToken: 0, 15) }
    ) {
      $0.draft.tokens[0].set(15, [0, 0, 0, 1, 0, 0, 14, 16])
      $0.before.append { $0.use(Draft(id: 77)) }
    },
    // E-62
    Defect("full of live entries", .cacheFull, .mark) {
      $0.sizes.entries = 8
      $0.isFull = true
    },
    // E-64
    Defect("medium fails", .storeUnavailable, .mark) {
      $0.last.append { $0.breakMedium() }
    },
  ]
}
