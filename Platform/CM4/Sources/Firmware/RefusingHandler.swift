// SPDX-License-Identifier: Apache-2.0

import ScrapLink
import ScrapReplay
import ScrapVerifier
import ScrapWire

/// Refuses everything, for one reason: the board found no profile or no store.
struct RefusingHandler: Handler, ~Copyable {
  private let board: Board

  init(_ board: Board) { self.board = board }

  mutating func receive(
    _ message: Span<UInt8>, number: UInt32, to sender: inout Sender
  ) {
    let verdict = VerdictRecord(
      messageNumber: number,
      refusal: Refusal(board.reason, step: .readiness),
      tokenID: VerdictRecord.tokenID(ofLeafIn: message), time: nil,
      replyByteCount: 0)
    sender.send(.verdict) { (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(verdict)
    }
  }

  mutating func tick() {}

  mutating func lacksTime() -> Bool { false }

  mutating func sendChallenge(to sender: inout Sender) {}

  func report(to sender: inout Sender) { board.report(to: &sender) }

  mutating func fill(_ record: inout HousekeepingRecord) {
    record.outcome = board.record.outcome
  }

  mutating func resetCounters() {}
}
