// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapVerifier

/// The order of checks, written down a second time.
extension LifeOracle {
  /// What the satellite may answer, if nothing fails on the way.
  func expectation(
    of presentation: LifePresentation, _ sight: LifeSight
  ) -> LifeExpectation {
    guard let shown = sight.shown else {
      return .refusal(.noSecureTime, .acceptedEarly)
    }
    guard sight.isReady else {
      return .refusal(.storeUnavailable, .acceptedEarly)
    }
    let mark = sight.floors.timeMarkSeconds
    let lo = max(shown.loSeconds, mark)
    let hi = max(shown.hiSeconds, mark)
    guard lo >= LifeProfile.earliestTimeSeconds else {
      return .refusal(.noSecureTime, .acceptedEarly)
    }
    guard presentation.isWhole else { return Self.garbled }
    let reason =
      shapeFault(presentation) ?? timeFault(presentation, sight, lo, hi)
      ?? trustFault(presentation, sight, lo)
    if let reason {
      let isDisabled =
        reason == .invalidSignature
        && presentation.tokens[0].issuer < sizes.profile.issuerCount
      return .refusal(
        reason, isDisabled ? .acceptedDisabled : .acceptedWrongly)
    }
    var expectation = expectationOfStore(
      presentation, sight, lo: lo, hi: hi)
    expectation.loSeconds = lo
    let mayFill = mayBucketsBeFull(
      sight, tokenCount: presentation.tokens.count)
    if expectation.mayAccept, mayFill {
      expectation.reasons.append(.cacheFull)
    }
    return expectation
  }

  /// Where a changed byte is noticed depends on the byte.
  private static var garbled: LifeExpectation {
    LifeExpectation(reasons: [
      .malformedRequest, .malformedToken, .depthExceeded, .chainInvalid,
      .expired, .expiryTooFar, .futureIssued, .issuedBeforeFloor,
      .wrongAudience, .invalidSignature, .unknownSubject,
      .badCommanderSignature,
    ])
  }

  /// Step 3.
  private func shapeFault(_ presentation: LifePresentation) -> Reason? {
    let depthMax = Int(sizes.profile.limits.maxChainDepth)
    return presentation.tokens.count > depthMax + 1 ? .depthExceeded : nil
  }

  /// Step 4.
  private func timeFault(
    _ presentation: LifePresentation, _ sight: LifeSight, _ lo: UInt64,
    _ hi: UInt64
  ) -> Reason? {
    let limits = sizes.profile.limits
    for token in presentation.tokens {
      let issuedAt = UInt64(token.issuedAtSeconds)
      let expiresAt = UInt64(token.expiresAtSeconds)
      if expiresAt < hi || expiresAt < sight.floors.expiresAtSeconds {
        return .expired
      }
      if expiresAt - lo > UInt64(limits.maxTokenLifetimeSeconds) {
        return .expiryTooFar
      }
      if issuedAt > lo + UInt64(limits.clockSkewSeconds) {
        return .futureIssued
      }
      if issuedAt <= sight.floors.issuedAtSeconds {
        return .issuedBeforeFloor
      }
    }
    return nil
  }

  /// Steps 5 to 9.
  private func trustFault(
    _ presentation: LifePresentation, _ sight: LifeSight, _ lo: UInt64
  ) -> Reason? {
    let tokens = presentation.tokens
    if tokens.contains(where: { !$0.isForUs }) { return .wrongAudience }
    for (parent, child) in zip(tokens, tokens.dropFirst())
    where child.issuer != parent.subject
      || child.expiresAtSeconds > parent.expiresAtSeconds
    {
      return .chainInvalid
    }
    if !commands.isInForce(tokens[0].issuer, sight) {
      return .invalidSignature
    }
    if presentation.presenter != presentation.leaf.subject {
      return .badCommanderSignature
    }
    guard presentation.isRequest else { return nil }
    let skew = UInt64(sizes.profile.limits.clockSkewSeconds)
    let timestamp = UInt64(presentation.timestampSeconds)
    let isInLife =
      timestamp + skew >= UInt64(presentation.leaf.issuedAtSeconds)
      && timestamp <= UInt64(presentation.leaf.expiresAtSeconds)
      && timestamp <= lo + skew
    return isInLife ? nil : .staleRequest
  }
}
