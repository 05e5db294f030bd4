// SPDX-License-Identifier: Apache-2.0

import CM4Drivers
import ScrapClock
import ScrapJournal
import ScrapLink
import ScrapReplay
import ScrapTarget
import ScrapVerifier
import ScrapWire

/// Hands messages to the target, and tells what became of them.
struct TargetHandler: Handler, ~Copyable {
  private var target: CardTarget
  private let board: Board
  private var reply = InlineArray<512, UInt8>(repeating: 0)
  /// Buckets of the index that one tick checks.
  private static let scrubBucketCount: UInt32 = 16

  init(_ target: consuming CardTarget, board: Board) {
    self.target = target
    self.board = board
  }

  mutating func receive(
    _ message: Span<UInt8>, number: UInt32, to sender: inout Sender
  ) {
    let counter = MonotonicTimer.nanoseconds
    let time = target.arbitrate(counterNanoseconds: counter).trustedTime
    var writer = ByteWriter(reply.mutableSpan)
    let event = target.receive(
      message, counterNanoseconds: counter, reply: &writer)
    // The task's executor would take the grant here; this board has none.
    let record = Self.record(
      event, message, number: number, time: time, replied: writer.count)
    sender.send(message: writer.bytes)
    switch record {
    case .verdict(let verdict):
      sender.send(.verdict) { (writer: inout ByteWriter) throws(WriteError) in
        try writer.append(verdict)
      }
    case .message(let message):
      sender.send(.message) { (writer: inout ByteWriter) throws(WriteError) in
        try writer.append(message)
      }
    }
  }

  private enum Record {
    case verdict(VerdictRecord)
    case message(MessageRecord)
  }

  private static func record(
    _ event: consuming TargetEvent, _ message: Span<UInt8>, number: UInt32,
    time: TrustedTime?, replied: Int
  ) -> Record {
    let type = message.count > 0 ? message[0] : 0
    func verdict(_ refusal: Refusal?) -> Record {
      .verdict(
        VerdictRecord(
          messageNumber: number, refusal: refusal,
          tokenID: VerdictRecord.tokenID(ofLeafIn: message), time: time,
          replyByteCount: replied))
    }
    func other(
      _ result: MessageRecord.Result, _ reason: UInt16 = 0,
      offset: Int? = nil
    ) -> Record {
      .message(
        MessageRecord(
          messageNumber: number, result, reason: reason, offset: offset,
          type: type))
    }
    switch consume event {
    case .granted: return verdict(nil)
    case .refused(let refusal): return verdict(refusal)
    case .bound: return other(.bound)
    case .bindingRefused: return other(.bindingRefused)
    case .clockSet: return other(.clockSet)
    case .clockRefused(let error):
      return other(.clockRefused, UInt16(error.rawValue))
    case .operatorRefused(let refusal):
      return other(
        .operatorRefused, refusal.reason.rawValue, offset: refusal.offset)
    case .operatorTaken: return other(.operatorTaken)
    case .statusTold: return other(.operatorTaken)
    case .ignored: return other(.ignored)
    }
  }

  mutating func tick() {
    _ = target.tick(
      counterNanoseconds: MonotonicTimer.nanoseconds,
      bucketCount: Self.scrubBucketCount)
  }

  mutating func lacksTime() -> Bool {
    target.arbitrate(counterNanoseconds: MonotonicTimer.nanoseconds)
      .trustedTime == nil
  }

  mutating func sendChallenge(to sender: inout Sender) {
    var writer = ByteWriter(reply.mutableSpan)
    do throws(TargetError) {
      try target.target.clockChallenge(
        counterNanoseconds: MonotonicTimer.nanoseconds, into: &writer)
    } catch { return }
    sender.send(message: writer.bytes)
  }

  func report(to sender: inout Sender) { board.report(to: &sender) }

  mutating func fill(_ record: inout HousekeepingRecord) {
    record.fill(
      from: &target, counterNanoseconds: MonotonicTimer.nanoseconds)
    if let card = unsafe board.card {
      // One task; the store is not at work now.
      record.cardFailureCount = unsafe card.pointee.failureCount
    }
  }

  mutating func resetCounters() { target.resetCounters() }
}
