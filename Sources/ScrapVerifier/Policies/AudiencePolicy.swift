// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Step 5: every token names this satellite, by its own id or its own key,
/// all in the same bytes (E-32, E-33, E-75).
enum AudiencePolicy {
  static func check(
    _ request: borrowing Presentation, profile: borrowing Profile
  ) throws(Refusal) {
    let root = request.token(0)
    for index in 0..<request.tokenCount {
      let token = index == 0 ? root : request.token(index)
      let isOurs =
        index == 0
        ? profile.isAudience(token.audience)
        : token.audience.isEqual(to: root.audience)
      guard isOurs else {
        throw Refusal(
          .wrongAudience, step: .audience, token: index, at: .audience,
          of: request)
      }
    }
  }
}
