// SPDX-License-Identifier: Apache-2.0

// The names are the header's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CScrapVerifier
import ScrapIntegers
import ScrapTarget
import ScrapVerifier
import ScrapWire

/// See the header.
@c @implementation
public func scrap_verifier_verify_and_mark(
  _ memory: UnsafeMutablePointer<scrap_verifier>?,
  _ message: UnsafePointer<UInt8>?, _ messageByteCount: Int,
  _ peerKey: UnsafePointer<UInt8>?,
  _ decision: UnsafeMutablePointer<scrap_decision>?,
  _ reply: UnsafeMutablePointer<UInt8>?, _ replyCapacity: Int,
  _ replyByteCount: UnsafeMutablePointer<Int>?
) -> Int32 {
  guard let decision = unsafe decision else {
    return SCRAP_ERROR_NULL.rawValue
  }
  unsafe decision.initialize(to: .refusal)
  guard let memory = unsafe memory, let reply = unsafe reply,
    let replyByteCount = unsafe replyByteCount,
    unsafe message != nil || messageByteCount == 0
  else { return SCRAP_ERROR_NULL.rawValue }
  unsafe replyByteCount.pointee = 0
  guard let context = unsafe Context(memory) else {
    return SCRAP_ERROR_NO_CONTEXT.rawValue
  }
  guard replyCapacity >= PortSpeaker.replyByteCountMax else {
    return SCRAP_ERROR_BUFFER.rawValue
  }
  let peer: Peer?
  do throws(Flaw) { peer = try unsafe Peer(atAddress: peerKey) } catch {
    return error.status.rawValue
  }
  // The caller has so many bytes there, see the header. What is longer than
  // any message is refused for its length.
  let bytes = unsafe UnsafeBufferPointer(
    start: message,
    count: messageByteCount < 0 ? Int.max : messageByteCount)
  let isTrusted = unsafe context.head.pointee.clock.isTrusted
  context.locked {
    unsafe context.receive(
      bytes, peer, decision,
      UnsafeMutableBufferPointer(
        start: reply, count: PortSpeaker.replyByteCountMax),
      replyByteCount)
  }
  unsafe context.tell(2, 0, decision)
  context.tellTime(before: isTrusted)
  return 0
}

/// See the header.
@c @implementation
public func scrap_verifier_verify_chain(
  _ memory: UnsafeMutablePointer<scrap_verifier>?,
  _ tokens: UnsafePointer<UInt8>?, _ tokenByteCounts: UnsafePointer<Int>?,
  _ tokenCount: Int, _ peerKey: UnsafePointer<UInt8>?,
  _ decision: UnsafeMutablePointer<scrap_decision>?
) -> Int32 {
  guard let decision = unsafe decision else {
    return SCRAP_ERROR_NULL.rawValue
  }
  unsafe decision.initialize(to: .refusal)
  guard let memory = unsafe memory, let counts = unsafe tokenByteCounts,
    unsafe peerKey != nil
  else { return SCRAP_ERROR_NULL.rawValue }
  guard let context = unsafe Context(memory) else {
    return SCRAP_ERROR_NO_CONTEXT.rawValue
  }
  guard tokenCount >= 1, tokenCount <= 255 else {
    return SCRAP_ERROR_ARGUMENT.rawValue
  }
  // The caller has so many counts there, see the header.
  let list = unsafe UnsafeBufferPointer(start: counts, count: tokenCount)
  var byteCount = 0
  for index in 0..<tokenCount {
    let (sum, isOver) = unsafe byteCount.addingReportingOverflow(list[index])
    guard unsafe list[index] >= 0, !isOver else {
      return SCRAP_ERROR_ARGUMENT.rawValue
    }
    byteCount = sum
  }
  guard unsafe tokens != nil || byteCount == 0 else {
    return SCRAP_ERROR_NULL.rawValue
  }
  let peer: Peer?
  do throws(Flaw) { peer = try unsafe Peer(atAddress: peerKey) } catch {
    return error.status.rawValue
  }
  let chain = unsafe UnsafeBufferPointer(start: tokens, count: byteCount)
  let isTrusted = unsafe context.head.pointee.clock.isTrusted
  context.locked { unsafe context.receive(chain, list, peer, decision) }
  unsafe context.tell(2, 0, decision)
  context.tellTime(before: isTrusted)
  return 0
}

extension Peer {
  /// The key of 33 bytes; nil if there is none.
  ///
  /// - Throws: if it is not on the curve.
  fileprivate init?(atAddress key: UnsafePointer<UInt8>?) throws(Flaw) {
    guard let key = unsafe key else { return nil }
    // The caller has 33 bytes there.
    let bytes = unsafe UnsafeBufferPointer(start: key, count: 33)
    guard let peer = unsafe Peer(compressed: bytes.span) else {
      throw Flaw(SCRAP_ERROR_ARGUMENT, "peer_key")
    }
    self = peer
  }
}

extension Context {
  /// Tells if trusted time came or went.
  func tellTime(before: Bool) {
    let isTrusted = unsafe head.pointee.clock.isTrusted
    if isTrusted != before { unsafe tell(3, isTrusted ? 1 : 0) }
  }

  @inline(never)
  fileprivate func receive(
    _ message: UnsafeBufferPointer<UInt8>, _ peer: Peer?,
    _ decision: UnsafeMutablePointer<scrap_decision>,
    _ reply: UnsafeMutableBufferPointer<UInt8>,
    _ replyByteCount: UnsafeMutablePointer<Int>
  ) {
    let counter = readClocks()
    let span = unsafe message.span
    var writer = unsafe ByteWriter(reply.mutableSpan)
    let event = unsafe target.pointee.receive(
      span, counterNanoseconds: counter, peer: peer, reply: &writer)
    unsafe replyByteCount.pointee = writer.count
    unsafe decision.pointee.describe(message)
    unsafe decision.pointee.take(event)
    unsafe head.pointee.note(decision.pointee)
  }

  @inline(never)
  fileprivate func receive(
    _ chain: UnsafeBufferPointer<UInt8>, _ counts: UnsafeBufferPointer<Int>,
    _ peer: Peer?, _ decision: UnsafeMutablePointer<scrap_decision>
  ) {
    let counter = readClocks()
    let event = unsafe target.pointee.receive(
      chain: chain.span, tokenByteCounts: counts.span,
      counterNanoseconds: counter, peer: peer)
    unsafe decision.pointee.describe(chain, counts)
    unsafe decision.pointee.take(event)
    unsafe head.pointee.note(decision.pointee)
  }
}

extension Head {
  mutating func note(_ decision: scrap_decision) {
    if decision.reason != 0 { lastReason = decision.reason }
  }
}
