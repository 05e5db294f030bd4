// SPDX-License-Identifier: Apache-2.0

import Logging
import ScrapClock
import ScrapCrypto
import ScrapGround
import ScrapLink
import ScrapTarget
import ScrapVerifier
import ScrapWire

/// TaskRequests.
extension Service {
  /// Takes a TaskRequest. What was answered before is answered again, byte for
  /// byte, whatever the command table, the tasks that wait or the disk say by
  /// now (E-67); the target still judges it first.
  func takeRequest(_ message: [UInt8], from source: SocketAddress) {
    // One time for all that is asked of this request: what is admissible at
    // one reading of the counter may not be so at the next.
    let counterNanoseconds = now()
    let time = target.arbitrate(counterNanoseconds: counterNanoseconds)
      .trustedTime
    // What is refused without a signature costs next to nothing.
    guard let name = admissibleName(of: message, at: time) else {
      take(
        declined: message, at: counterNanoseconds, from: source, time: time)
      return
    }
    guard admits(source) else { return }
    let isRepeat = journal.accept(of: name) != nil
    guard isRepeat || hasRoom(at: time) else { return }
    let command = command(for: message)
    guard isRepeat || command != nil else {
      take(
        declined: message, at: counterNanoseconds, from: source, time: time)
      return
    }
    // Only here can a token be spent: there is a name, and a right to answer.
    var buffer = InlineArray<512, UInt8>(repeating: 0)
    var writer = ByteWriter(buffer.mutableSpan)
    let event = target.receive(
      message.span, counterNanoseconds: counterNanoseconds, reply: &writer)
    let reply = array(writer.bytes)
    switch consume event {
    case .granted(let grant):
      guard !isRepeat, let command else {
        // Accepted before, and the store does not know: it is another store. A
        // task runs once (E-66), so the grant goes.
        log.error("a task that was accepted before has no mark in the store")
        let refusal = Refusal(.alreadyAccepted, step: .mark)
        answerAgain(refusal, reply, name, message, from: source, at: time)
        return
      }
      // Noted before the commander can know of it: what a power cut burns is
      // told (E-66).
      keep(grant, name, command, message, accept: reply, from: source)
      let accept = durableAccept(of: name)
      send(accept, to: source)
      tell(nil, message, accept, from: source, at: time)
    case .refused(let refusal) where refusal.reason == .alreadyAccepted:
      answerAgain(refusal, reply, name, message, from: source, at: time)
    case .refused(let refusal):
      send(reply, to: source)
      tell(refusal, message, reply, from: source, at: time)
    default: break
    }
  }

  /// Refuses a request that must not be granted, for what it is refused for.
  private func take(
    declined message: [UInt8], at counterNanoseconds: UInt64,
    from source: SocketAddress, time: TrustedTime?
  ) {
    var buffer = InlineArray<512, UInt8>(repeating: 0)
    var writer = ByteWriter(buffer.mutableSpan)
    let event = target.decline(
      message.span, counterNanoseconds: counterNanoseconds, reply: &writer)
    let reply = array(writer.bytes)
    send(reply, to: source)
    if case .refused(let refusal) = consume event {
      tell(refusal, message, reply, from: source, at: time)
    }
  }

  /// Whether one more task can be taken on; counts it if not.
  private func hasRoom(at time: TrustedTime?) -> Bool {
    guard tasks.hasRoom else {
      counters.busyCount += 1
      return false
    }
    // An accept that cannot be kept could not be given again.
    let time = time.map { target.target.verifier.raised($0) }
    guard journal.isWhole, journal.hasRoom(at: time?.loSeconds ?? 0) else {
      counters.unkeptCount += 1
      return false
    }
    return true
  }

  /// Answers a request that was accepted before with the accept that it got,
  /// and with its proof. `reply` is the target's TaskAccept, made anew: it
  /// counts where none is kept.
  private func answerAgain(
    _ refusal: Refusal, _ reply: [UInt8], _ name: PaymentHash,
    _ message: [UInt8], from source: SocketAddress, at time: TrustedTime?
  ) {
    if journal.accept(of: name) == nil,
      let accept = keptAccept(reply, of: name, for: message)
    {
      journal.noteAccepted(name, accept)
      if tasks[name] == nil, journal.proof(of: name) == nil,
        !journal.wasLost(name)
      {
        tellUnnoted(name, message)
      }
    }
    let accept = durableAccept(of: name)
    send(accept, to: source)
    tell(refusal, message, accept, from: source, at: time)
    if let proof = journal.proof(of: name) {
      sendProof(proof.message, to: source)
    }
  }

  /// Tells of a token that was spent and of which nothing was noted: a power
  /// cut came between the two, or the note was lost. Told once: from now on
  /// its accept is kept.
  private func tellUnnoted(_ name: PaymentHash, _ message: [UInt8]) {
    guard let request = try? TaskRequest(parsing: message.span) else { return }
    let tokenID = VerdictRecord.tokenID(ofLeafIn: message.span)
    counters.lostCount += 1
    events.emit(
      "task_lost", at: now(),
      EventOutput.task(
        tokenID: tokenID?.hexText, taskID: text(request.taskID), name.bytes)
        + [("reason", .string("not_noted"))])
  }

  /// The accept that a restart would find, to be sent; else nothing.
  private func durableAccept(of name: PaymentHash) -> [UInt8] {
    guard let accept = journal.accept(of: name), accept.isDurable else {
      return []
    }
    return accept.message
  }

  /// A TaskAccept as it is kept; nil if none could be signed.
  func keptAccept(
    _ accept: [UInt8], of name: PaymentHash, for message: [UInt8]
  ) -> KeptAccept? {
    guard !accept.isEmpty,
      let request = try? TaskRequest(parsing: message.span)
    else { return nil }
    let leaf = request.capabilityToken
    guard let records = try? TokenRecords(parsing: leaf) else { return nil }
    let token = Token(bytes: leaf, records: records)
    return KeptAccept(
      accept, of: name, expiresAtSeconds: UInt64(token.expiresAtSeconds))
  }

  /// The payment_hash that a request is, was or would be answered with, if it
  /// passes steps 1 to 6, which take no signature; nobody vouches for it yet.
  private func admissibleName(
    of message: [UInt8], at time: TrustedTime?
  ) -> PaymentHash? {
    do throws(Refusal) {
      _ = try AdmissibleRequest(
        UnverifiedRequest(message: message.span),
        at: target.target.verifier.begin(now: time),
        under: target.target.verifier.profile)
    } catch {
      return nil
    }
    guard let request = try? TaskRequest(parsing: message.span) else {
      return nil
    }
    let digest = TaggedHash.hash(.taskRequest, request.signedBytes)
    return PaymentHash(target.target.paymentHash(ofTask: digest))
  }

  private func command(for message: [UInt8]) -> TaskCommand? {
    guard let request = try? TaskRequest(parsing: message.span) else {
      return nil
    }
    return options.commands.command(for: request.taskType)
  }

  /// Tells a verdict, as an event and as telemetry.
  func tell(
    _ refusal: Refusal?, _ message: [UInt8], _ reply: [UInt8],
    from source: SocketAddress, at time: TrustedTime?
  ) {
    let answeredNanoseconds = now()
    // Whoever has heard a request can send it again, signature and all.
    guard refusal == nil || mayReport() else { return }
    let tokenID = VerdictRecord.tokenID(ofLeafIn: message.span)
    var taskID: String? = nil
    if let task = try? TaskRequest(parsing: message.span) {
      taskID = text(task.taskID)
    }
    events.emit(
      "request", at: answeredNanoseconds,
      [
        ("number", .integer(counters.datagramCount)),
        ("peer", .string("\(source)")),
      ]
        + EventOutput.verdict(
          refusal,
          tokenID: tokenID?.hexText)
        + [
          ("task_id", .optional(taskID)),
          ("reply_byte_count", .integer(UInt64(reply.count))),
          (
            "decision_ns", .integer(answeredNanoseconds - takenNanoseconds)
          ),
        ] + EventOutput.time(time))
    let record = VerdictRecord(
      messageNumber: number, refusal: refusal, tokenID: tokenID, time: time,
      replyByteCount: reply.count)
    telemetry.send(.verdict, at: now()) {
      (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(record)
    }
  }
}
