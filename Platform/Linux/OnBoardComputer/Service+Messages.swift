// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapGround
import ScrapLink
import ScrapTarget
import ScrapVerifier
import ScrapWire

/// What comes in over the socket.
extension Service {
  /// Takes a datagram: bounded work, whatever is in it.
  func take(_ received: DatagramSocket.Received) {
    counters.datagramCount += 1
    takenNanoseconds = now()
    guard let source = received.source, source.port != 0 else {
      counters.sourcelessCount += 1
      return
    }
    guard received.byteCount < DatagramSocket.receivedByteCountMax else {
      counters.oversizedCount += 1
      return
    }
    let message = received.bytes
    switch message.first {
    case MessageType.taskRequest.rawValue:
      takeRequest(message, from: source)
    case MessageType.taskBinding.rawValue:
      takeBinding(message, from: source)
    case .some(0x20...0x2f):
      // The operator's; a signature is checked.
      guard admits(source) else { return }
      takeOther(message, from: source)
    default: takeOther(message, from: source)
    }
  }

  /// Whether the source may have signatures checked now; counts it if not.
  func admits(_ source: SocketAddress) -> Bool {
    switch limits.admit(source, at: now()) {
    case .allowed: return true
    case .peerLimited: counters.peerLimitedCount += 1
    case .strangersLimited: counters.strangersLimitedCount += 1
    case .totalLimited: counters.totalLimitedCount += 1
    }
    return false
  }

  /// Whether an event and a record may be written about a datagram that
  /// anybody could have sent: one that no signature vouches for, or that was
  /// taken before; counts it if not.
  func mayReport() -> Bool {
    if refusalEvents.take(refusalEventRate, at: now()) { return true }
    counters.suppressedEventCount += 1
    return false
  }

  func send(_ message: [UInt8], to address: SocketAddress) {
    guard !message.isEmpty, let socket else { return }
    if socket.send(message, to: address) { counters.replyCount += 1 }
  }

  /// The datagram's number, as records have it.
  var number: UInt32 { UInt32(clamping: counters.datagramCount) }

  /// Sends the proof of a task that has one.
  func sendProof(_ proof: [UInt8], to address: SocketAddress) {
    send(proof, to: address)
  }

  // MARK: Bindings

  private func takeBinding(_ message: [UInt8], from source: SocketAddress) {
    guard let binding = try? TaskBinding(parsing: message.span) else {
      takeOther(message, from: source)
      return
    }
    guard admits(source) else { return }
    let name = PaymentHash(
      array(binding.message.value(TaskBindingSchema.paymentHash)))
    let tokenID = HexText.text(
      array(binding.message.value(TaskBindingSchema.tokenID)))
    if let task = tasks[name] { target.target.recall(task.signedTask) }
    var buffer = InlineArray<512, UInt8>(repeating: 0)
    var writer = ByteWriter(buffer.mutableSpan)
    let event = target.receive(
      message.span, counterNanoseconds: now(), reply: &writer)
    switch consume event {
    case .bound:
      take(bound: message, name, tokenID, from: source)
    case .bindingRefused(.unknownTask) where journal.holds(message, of: name):
      // Known from before a restart, byte for byte: its signature held then.
      take(bound: message, name, tokenID, from: source)
    case .bindingRefused(let refusal):
      tell(.bindingRefused, "binding", refusal.name, message, from: source)
    default: break
    }
  }

  /// A binding that holds.
  private func take(
    bound message: [UInt8], _ name: PaymentHash, _ tokenID: String,
    from source: SocketAddress
  ) {
    let isNew = tasks[name]?.state == .unbound
    let state = bind(name, message, from: source)
    guard isNew || mayReport() else { return }
    events.emit(
      "binding", at: now(),
      [
        ("number", .integer(counters.datagramCount)),
        ("peer", .string("\(source)")), ("verdict", .string("accept")),
        ("reason", .null), ("token_id", .string(tokenID)),
        ("payment_hash", .string(HexText.text(name.bytes))),
        ("task", .string(state)),
      ])
    record(.bound, message)
  }

  /// What a binding that holds leads to; in a word.
  private func bind(
    _ name: PaymentHash, _ message: [UInt8], from source: SocketAddress
  ) -> String {
    if let proof = journal.proof(of: name) {
      sendProof(proof.message, to: source)
      return "done"
    }
    guard let task = tasks[name] else { return "lost" }
    if task.state == .unbound {
      limits.learn(source, at: now())
      enqueue(task, binding: message, from: source)
    }
    return task.state.rawValue
  }

  // MARK: Everything else

  private func takeOther(_ message: [UInt8], from source: SocketAddress) {
    var buffer = InlineArray<512, UInt8>(repeating: 0)
    var writer = ByteWriter(buffer.mutableSpan)
    let event = target.receive(
      message.span, counterNanoseconds: now(), reply: &writer)
    let reply = array(writer.bytes)
    send(reply, to: source)
    switch consume event {
    case .refused(let refusal):
      tell(refusal, message, reply, from: source, at: nil)
    case .bindingRefused(let refusal):
      tell(.bindingRefused, "binding", refusal.name, message, from: source)
    case .clockSet:
      tell(.clockSet, "clock_set", nil, message, from: source)
    case .clockRefused(let error):
      tell(
        .clockRefused, "clock_refused", "\(error)", message, from: source,
        code: UInt16(error.rawValue))
    case .operatorTaken(_, let version):
      taken(version, message, from: source)
    case .statusTold:
      tell(.operatorTaken, "status_told", nil, message, from: source)
    case .operatorRefused(let refusal):
      tell(
        .operatorRefused, "operator_refused", "\(refusal.reason.name)",
        message, from: source, code: refusal.reason.rawValue,
        offset: refusal.offset)
    case .ignored: tell(.ignored, "ignored", nil, message, from: source)
    // Requests and bindings that hold come by other ways.
    case .granted: break
    case .bound: break
    }
  }

  /// A command of the operator's has taken effect.
  private func taken(
    _ version: UInt64, _ message: [UInt8], from source: SocketAddress
  ) {
    let type = message.first.flatMap { MessageType(rawValue: $0) }
    tell(
      .operatorTaken, "operator_taken", nil, message, from: source,
      more: [
        ("command", .optional(type.flatMap(OperatorContent.name))),
        ("version", .integer(version)),
      ])
  }

  /// Tells what became of a message, as an event and as telemetry; `code` is
  /// the reason's number.
  private func tell(
    _ result: MessageRecord.Result, _ name: String, _ reason: String?,
    _ message: [UInt8], from source: SocketAddress, code: UInt16 = 0,
    offset: Int? = nil, more: [(String, JSONText)] = []
  ) {
    let isTaken = name == "clock_set" || name == "operator_taken"
    guard isTaken || mayReport() else { return }
    events.emit(
      name, at: now(),
      [
        ("number", .integer(counters.datagramCount)),
        ("peer", .string("\(source)")),
        ("verdict", .string(reason == nil ? "accept" : "reject")),
        ("reason", .optional(reason)), ("offset", .optional(offset)),
        ("type", .integer(UInt64(message.first ?? 0))),
      ] + more)
    record(result, message, code: code, offset: offset)
  }

  private func record(
    _ result: MessageRecord.Result, _ message: [UInt8], code: UInt16 = 0,
    offset: Int? = nil
  ) {
    let record = MessageRecord(
      messageNumber: number, result, reason: code, offset: offset,
      type: message.first ?? 0)
    telemetry.send(.message, at: now()) {
      (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(record)
    }
  }
}
