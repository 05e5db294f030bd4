// SPDX-License-Identifier: Apache-2.0

import ScrapCommander

/// One exchange of a contact.
struct ContactExchange {
  /// Why it was begun.
  enum Kind: String {
    /// It was asked for on the command line.
    case request
    /// The same bytes again: the same answers are due.
    case replay
    /// A broken signature: no answer is due.
    case spoof
  }

  let number: Int
  let kind: Kind
  var commander: Commander
  var beganNanoseconds: UInt64 = 0
  var end = ContactEnd(state: .ready)
  /// Requests sent.
  var requestCount = 0
  /// The refusal, once it has verified.
  var refusalName: String?

  /// Remembers what the view shows of an event.
  mutating func note(_ event: CommanderEvent, at nanoseconds: UInt64) {
    let elapsed = nanoseconds - beganNanoseconds
    switch event {
    case .requestSent(let attempt): requestCount = attempt
    case .acceptVerified: end.acceptNanoseconds = elapsed
    case .proofVerified: end.proofNanoseconds = elapsed
    case .rejectVerified(let facts): refusalName = facts.name
    case .bindingSent, .ignored, .gaveUp: break
    }
    end.state = commander.state
  }

  /// How it stands, for people.
  var standing: String {
    switch end.state {
    case .ready: "waiting"
    case .requesting: "asked, \(requestCount) sent"
    case .binding: "accepted, bound"
    case .proved: "proved"
    case .refused: "refused: \(refusalName ?? "")"
    case .unanswered:
      kind == .spoof ? "no answer, as is right" : "no answer"
    case .unproved: "accepted, no proof"
    }
  }
}
