// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapGround
import ScrapVerifier

/// One JSON object a line on standard output for each event.
final class EventOutput {
  private let lines = LineOutput(STDOUT_FILENO)
  private var sequence: UInt64 = 0

  /// Lines that nobody took.
  var lostLineCount: UInt64 { lines.lostLineCount }
  /// Whether lines wait for a slow reader.
  var isWaiting: Bool { lines.isWaiting }

  /// Writes what a slow reader takes now.
  func flush() { lines.flush() }

  /// Writes an event.
  ///
  /// - Parameters:
  ///   - name: what happened.
  ///   - counterNanoseconds: the monotonic counter.
  ///   - members: what there is to say of it.
  func emit(
    _ name: String, at counterNanoseconds: UInt64,
    _ members: [(String, JSONText)]
  ) {
    let head: [(String, JSONText)] = [
      ("event", .string(name)), ("sequence", .integer(sequence)),
      ("counter_ns", .integer(counterNanoseconds)),
    ]
    sequence += 1
    lines.write(JSONText.object(head + members).line)
  }

  /// The members of a decision, as `scrapctl verify` writes them.
  static func verdict(
    _ refusal: Refusal?, tokenID: String?
  ) -> [(String, JSONText)] {
    [
      ("verdict", .string(refusal == nil ? "accept" : "reject")),
      ("reason", .optional(refusal.map { "\($0.reason.name)" })),
      ("chain_index", .optional(refusal?.chainIndex)),
      ("offset", .optional(refusal?.offset)),
      ("token_id", .optional(tokenID)),
    ]
  }

  /// The members that name a granted task.
  static func task(
    tokenID: String?, taskID: String, _ paymentHash: [UInt8]
  ) -> [(String, JSONText)] {
    [
      ("token_id", .optional(tokenID)), ("task_id", .string(taskID)),
      ("payment_hash", .string(HexText.text(paymentHash))),
    ]
  }

  /// The members of trusted time; null if there is none.
  static func time(_ time: TrustedTime?) -> [(String, JSONText)] {
    [
      ("time_lo", .optional(time?.loSeconds)),
      ("time_hi", .optional(time?.hiSeconds)),
    ]
  }
}
