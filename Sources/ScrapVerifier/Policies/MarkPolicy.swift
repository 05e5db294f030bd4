// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapIntegers
import ScrapReplay
import ScrapWire

/// What step 12 tells the store, and what the store's refusals mean.
enum MarkPolicy {
  /// The marks of every token of the chain, root included (E-80).
  static func marks(
    of request: borrowing Presentation,
    signed digest: Digest?,
    time: TrustedTime
  ) -> MarkSet {
    var set = MarkSet(
      requestDigest: digest?.prefix(at: 0, byteCount: 8),
      loSeconds: time.loSeconds,
      hiSeconds: time.hiSeconds)
    for index in 0..<request.tokenCount {
      let token = request.token(index)
      set.append(
        TokenMark(
          key: MarkKey(issuer: token.issuer, tokenID: token.tokenIDBytes),
          ledgerKey: ledgerKey(token),
          issuedAtSeconds: token.issuedAtSeconds,
          expiresAtSeconds: token.expiresAtSeconds,
          rateLimit: rateLimit(token)))
    }
    return set
  }

  /// 64 bits of a hash over issuer and subject (E-91). The issuer's prefix and
  /// 16 bytes of its x tell issuers apart and leave room in one block.
  private static func ledgerKey(_ token: borrowing Token) -> LedgerKey {
    var hash = TaggedHash(.ledger)
    hash.update(token.issuer.extracting(0..<17))
    hash.update(token.subject)
    return LedgerKey(hash.finalize().prefix(at: 0, byteCount: 8))
  }

  private static func rateLimit(_ token: borrowing Token) -> RateLimit? {
    guard let count = token.rateCount, let period = token.ratePeriodSeconds
    else { return nil }
    return RateLimit(count: count, periodSeconds: period)
  }

  /// The refusal that the store's stands for, with its place.
  static func refusal(
    _ refusal: ReplayRefusal, _ request: borrowing Presentation
  ) -> Refusal {
    let (reason, place): (Reason, Token.Place) =
      switch refusal.reason {
      case .unavailable: (.storeUnavailable, .tokenID)
      case .expired: (.expired, .expiresAt)
      case .issuedBeforeFloor: (.issuedBeforeFloor, .issuedAt)
      case .revoked: (.revoked, .tokenID)
      case .alreadyAccepted: (.alreadyAccepted, .tokenID)
      case .replayed: (.replayed, .tokenID)
      case .rateExceeded: (.constraintViolation, .rate)
      case .full: (.cacheFull, .tokenID)
      }
    guard let index = refusal.tokenIndex else {
      return Refusal(reason, step: .mark, fill: refusal.fill)
    }
    return Refusal(
      reason, step: .mark, token: Int(index), at: place, of: request)
  }
}
