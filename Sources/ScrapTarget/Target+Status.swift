// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapCrypto
import ScrapIntegers
import ScrapReplay
import ScrapVerifier
import ScrapWire

/// What the satellite answers its operator.
extension Target
where
  Journal: ~Copyable, Lock: ~Copyable, Entropy: ~Copyable, Planner: ~Copyable
{
  /// Writes the receipt of a command that has taken effect; nothing if it
  /// cannot be signed: the effect holds, and a status tells of it.
  @_lifetime(reply: copy reply)
  @inline(never)
  mutating func writeReceipt(
    _ order: borrowing OperatorOrder, to reply: inout ByteWriter
  ) {
    let type = order.type.rawValue
    let version = order.version
    let digest = order.digest
    let seconds = order.time.loSeconds
    let id = ShortText(verifier.profile.satelliteID)
    write(
      .operatorReceipt, tag: .operatorReceipt, signatureType: 10, to: &reply
    ) { (reply: inout ByteWriter) throws(WriteError) in
      try reply.append(record: 0, id.span)
      try reply.append(record: 2, integer: UInt64(type), byteCount: 1)
      try reply.append(record: 4, integer: version, byteCount: 8)
      try reply.append(record: 6, digest.span)
      try reply.append(record: 8, integer: seconds, byteCount: 8)
    }
  }

  /// Writes the status that a signed question asks for; nothing if it cannot be
  /// signed.
  @_lifetime(reply: copy reply)
  @inline(never)
  mutating func writeStatus(
    _ question: StatusQuestion, clock: ClockDecision?,
    counters: TargetCounters, to reply: inout ByteWriter
  ) {
    let id = ShortText(verifier.profile.satelliteID)
    let facts = storeFacts()
    write(
      .operatorStatus, tag: .operatorStatus, signatureType: 16, to: &reply
    ) { (reply: inout ByteWriter) throws(WriteError) in
      try reply.append(record: 0, id.span)
      try reply.append(record: 2, question.nonce.span)
      try reply.append(store: facts)
      try reply.append(clock: clock)
      try reply.append(control: facts)
      try reply.append(counters: counters)
    }
  }

  @inline(never)
  private borrowing func storeFacts() -> StoreFacts {
    var facts = verifier.withStore { store in
      var facts = StoreFacts()
      facts.outcome = store.outcome
      facts.statistics = store.statistics
      facts.floors = store.floors
      facts.switches = store.issuerSwitches ?? .unknown
      for kind in 0..<OperatorMessageKind.count {
        facts.versions[kind] = store.messageVersion(ofKind: kind)
      }
      return facts
    }
    facts.enabledPlaces = verifier.profile.enabledPlaces(
      under: facts.switches)
    return facts
  }
}
