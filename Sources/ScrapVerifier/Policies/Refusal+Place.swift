// SPDX-License-Identifier: Apache-2.0

import ScrapWire

extension Refusal {
  /// A refusal that blames one value of one token.
  init(
    _ reason: Reason,
    step: Step,
    token index: Int,
    at place: Token.Place,
    of request: borrowing Presentation
  ) {
    let offset = request.token(index).offset(of: place)
    self.init(
      reason, step: step, chainIndex: index,
      offset: request.reportOffset(ofToken: index) + offset)
  }
}
