// SPDX-License-Identifier: Apache-2.0

import ScrapCommander
import ScrapReport

/// A request on its way to its end, as the commander has it.
struct Exchange {
  let name: String
  /// Over whom it goes, commander first, target last.
  let route: [String]
  /// Tokens in its chain.
  let tokenCount: Int
  let sentAt: UInt64
  var commander: Commander
  var attemptCount = 0
  var refusal: String?
  var answeredAt: UInt64?
  var provedAt: UInt64?

  /// How it ended, or stood when time was up.
  var outcome: ReportExchange.Outcome {
    switch commander.state {
    case .proved: .proved
    case .binding, .unproved: .unproved
    case .refused: .refused
    case .ready, .requesting, .unanswered: .unanswered
    }
  }

  var report: ReportExchange {
    ReportExchange(
      request: name, commander: route.first ?? "", target: route.last ?? "",
      sentAt: sentAt, attemptCount: attemptCount, outcome: outcome,
      refusal: refusal, answerNanoseconds: answeredAt.map { $0 - sentAt },
      proofNanoseconds: provedAt.map { $0 - sentAt })
  }
}
