// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapReplay
import ScrapWire

/// Step 4: every token of the chain lives, everywhere in the interval of
/// trusted time, and lies above the store's floors (E-46, E-47, E-50, E-74).
enum TimePolicy {
  static func check(
    _ request: borrowing Presentation,
    moment: Moment,
    limits: ProfileLimits
  ) throws(Refusal) {
    let lo = moment.time.loSeconds
    let hi = moment.time.hiSeconds
    for index in 0..<request.tokenCount {
      let token = request.token(index)
      let issuedAt = UInt64(token.issuedAtSeconds)
      let expiresAt = UInt64(token.expiresAtSeconds)
      guard hi <= expiresAt, moment.floors.expiresAtSeconds <= expiresAt else {
        throw refusal(.expired, index, .expiresAt, request)
      }
      guard expiresAt <= lo + UInt64(limits.maxTokenLifetimeSeconds) else {
        throw refusal(.expiryTooFar, index, .expiresAt, request)
      }
      guard issuedAt <= lo + UInt64(limits.clockSkewSeconds) else {
        throw refusal(.futureIssued, index, .issuedAt, request)
      }
      guard issuedAt > moment.floors.issuedAtSeconds else {
        throw refusal(.issuedBeforeFloor, index, .issuedAt, request)
      }
    }
  }

  private static func refusal(
    _ reason: Reason,
    _ index: Int,
    _ place: Token.Place,
    _ request: borrowing Presentation
  ) -> Refusal {
    Refusal(reason, step: .times, token: index, at: place, of: request)
  }
}
