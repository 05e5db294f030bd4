// SPDX-License-Identifier: Apache-2.0

import ScrapCommander
import ScrapGround
import ScrapWire

extension ContactEvent {
  /// The event as a line for people.
  var text: String {
    let time = Columns.right(Self.seconds(atNanoseconds), 10)
    let task = taskName.isEmpty ? "contact" : taskName
    return "\(time) s  \(Columns.left(task, 10))  \(what)"
  }

  /// Seconds with three decimals.
  static func seconds(_ nanoseconds: UInt64) -> String {
    let milliseconds = nanoseconds / 1_000_000
    return "\(milliseconds / 1000)."
      + "\(1000 + milliseconds % 1000)".dropFirst()
  }

  /// Milliseconds with three decimals.
  static func milliseconds(_ nanoseconds: UInt64) -> String {
    seconds(nanoseconds * 1000) + " ms"
  }

  private var what: String {
    switch happening {
    case .opened(let target, let count, _):
      "\(CountText.text(count, "request")) to \(target)"
    case .commander(let event): Self.sentence(event)
    case .began(.request): "begins"
    case .began(.replay): "the same request again: the same answers are due"
    case .began(.spoof): "a request with a broken signature: no answer is due"
    case .ended(let end): Self.sentence(end)
    case .linkFault(let cause): "no way there: \(cause)"
    case .receiptKept(let path): "receipt kept: \(path)"
    case .powerCut(let process): "power cut: process \(process) killed"
    case .powerNotCut(let cause): "power not cut: \(cause)"
    }
  }

  private static func sentence(_ end: ContactEnd) -> String {
    func after(_ nanoseconds: UInt64?) -> String {
      nanoseconds.map { milliseconds($0) } ?? "?"
    }
    return switch end.state {
    case .proved:
      "proved: accept after \(after(end.acceptNanoseconds)), proof after "
        + after(end.proofNanoseconds)
    case .unproved:
      "accepted after \(after(end.acceptNanoseconds)), but no proof"
    case .refused: "refused"
    case .unanswered: "no answer"
    case .ready, .requesting, .binding: "broken off"
    }
  }

  static func sentence(_ event: CommanderEvent) -> String {
    switch event {
    case .requestSent(1): "request sent"
    case .requestSent(let attempt): "request sent again, number \(attempt)"
    case .acceptVerified(let facts):
      "accept verified: \(facts.amountSats) sats, payment_hash "
        + "\(short(facts.paymentHash))"
    case .bindingSent(1): "binding sent"
    case .bindingSent(let attempt): "binding sent again, number \(attempt)"
    case .proofVerified(let facts):
      "proof verified: executed at "
        + "\(SecondsText.text(UInt64(facts.executionSeconds))), output_hash "
        + short(facts.outputHash)
    case .rejectVerified(let facts):
      "reject verified: \(facts.name) (\(facts.number))"
    case .ignored(let why): "ignored: \(words(why))"
    case .gaveUp: "gave up"
    }
  }

  private static func words(_ why: IgnoredAnswer) -> String {
    let name = why.name.split(separator: "_").joined(separator: " ")
    guard case .malformed(let error) = why else { return name }
    return "\(name), \(error.kind.name) at byte \(error.offset)"
  }

  /// The first eight digits, enough to tell two apart.
  private static func short(_ bytes: [UInt8]) -> String {
    HexText.text(bytes.prefix(4)) + "..."
  }
}
