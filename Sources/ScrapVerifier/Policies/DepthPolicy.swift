// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapWire

/// Step 3: not too deep; the root first, then delegations, each with its
/// position as its depth (E-76, E-83, E-84).
enum DepthPolicy {
  static func check(
    _ request: borrowing Presentation, limits: ProfileLimits
  ) throws(Refusal) {
    let tokenCountMax = Int(limits.maxChainDepth) + 1
    guard request.tokenCount <= tokenCountMax else {
      throw Refusal(
        .depthExceeded, step: .depth, chainIndex: tokenCountMax)
    }
    for index in 0..<request.tokenCount {
      let token = request.token(index)
      let isInPlace =
        token.isDelegation == (index > 0) && Int(token.chainDepth) == index
      guard isInPlace else {
        throw Refusal(
          .chainInvalid, step: .depth, token: index, at: .chainDepth,
          of: request)
      }
    }
  }
}
