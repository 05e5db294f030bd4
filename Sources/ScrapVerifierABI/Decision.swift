// SPDX-License-Identifier: Apache-2.0

import CScrapVerifier
import ScrapClock
import ScrapCrypto
import ScrapIntegers
import ScrapTarget
import ScrapVerifier
import ScrapWire

extension scrap_decision {
  /// Where every decision begins.
  static var refusal: scrap_decision {
    var decision = scrap_decision()
    decision.verdict = SCRAP_VERDICT_REFUSE
    decision.reason = SCRAP_REASON_INTEGRITY_FAULT.rawValue
    decision.chain_index = -1
    decision.offset = -1
    return decision
  }

  /// Takes over what became of a message. The one place that accepts.
  @inline(never)
  mutating func take(_ event: consuming TargetEvent) {
    switch consume event {
    case .granted(let grant):
      outcome = SCRAP_OUTCOME_GRANTED.rawValue
      time_lo_seconds = grant.time.loSeconds
      time_hi_seconds = grant.time.hiSeconds
      if let task = grant.signedTask {
        Self.copy(task.digest, to: &task_digest)
        max_amount_sats = task.maxAmountSats ?? 0
      }
      reason = 0
      verdict = SCRAP_VERDICT_ACCEPT
    case .refused(let refusal):
      forgetTask()
      refuse(refusal)
    case .bound(let tokenID):
      outcome = SCRAP_OUTCOME_BOUND.rawValue
      reason = 0
      set(tokenID)
    case .bindingRefused(let refusal):
      refuse(refusal)
    case .clockSet:
      outcome = SCRAP_OUTCOME_CLOCK_SET.rawValue
      reason = 0
    case .clockRefused(let error):
      outcome = SCRAP_OUTCOME_OPERATOR_REFUSED.rawValue
      reason = 220 + UInt32(error.rawValue)
    case .operatorRefused(let refusal):
      outcome = SCRAP_OUTCOME_OPERATOR_REFUSED.rawValue
      reason = UInt32(refusal.reason.rawValue)
      offset = Self.number(refusal.offset)
    case .operatorTaken: takeOperator()
    case .statusTold: takeOperator()
    case .ignored:
      outcome = SCRAP_OUTCOME_IGNORED.rawValue
      reason = 0
    }
  }

  private mutating func takeOperator() {
    outcome = SCRAP_OUTCOME_OPERATOR_TAKEN.rawValue
    reason = 0
  }

  private mutating func refuse(_ refusal: Refusal) {
    outcome = SCRAP_OUTCOME_REFUSED.rawValue
    reason = UInt32(refusal.reason.rawValue)
    step = UInt32(refusal.step.rawValue)
    chain_index = Self.number(refusal.chainIndex)
    offset = Self.number(refusal.offset)
  }

  private mutating func refuse(_ refusal: BindingRefusal) {
    outcome = SCRAP_OUTCOME_BINDING_REFUSED.rawValue
    switch refusal {
    case .malformed(let error):
      reason = SCRAP_REASON_MALFORMED_BINDING.rawValue
      offset = Self.number(error.offset)
    case .unknownTask:
      reason = SCRAP_REASON_BINDING_UNKNOWN_TASK.rawValue
    case .wrongPaymentHash:
      reason = SCRAP_REASON_BINDING_WRONG_PAYMENT_HASH.rawValue
    case .badSignature:
      reason = SCRAP_REASON_BINDING_BAD_SIGNATURE.rawValue
    }
  }

  /// An offset or index, -1 for none. Messages are shorter than 2 GiB where
  /// one can be.
  private static func number(_ value: Int?) -> Int32 {
    guard let value else { return -1 }
    return Int32(truncatingIfNeeded: value)
  }

  /// Notes what a whole request says of itself, if it can be read.
  @inline(never)
  mutating func describe(_ message: UnsafeBufferPointer<UInt8>) {
    guard message.count > 0,
      unsafe message[0] == MessageType.taskRequest.rawValue
    else { return }
    do throws(RequestParseError) {
      let presentation = try unsafe Presentation(parsing: message.span)
      describe(presentation)
      guard let task = presentation.taskRequest else { return }
      timeout_blocks = task.timeoutBlocks ?? 0
      unsafe task_id = Self.place(task.taskID, message)
      unsafe task_type = Self.place(task.taskType, message)
      unsafe target = Self.place(task.target, message)
      unsafe parameters = Self.place(task.parameters, message)
      unsafe constraints = Self.place(task.constraints, message)
    } catch { return }
  }

  /// The same for a chain alone.
  @inline(never)
  mutating func describe(
    _ chain: UnsafeBufferPointer<UInt8>, _ counts: UnsafeBufferPointer<Int>
  ) {
    do throws(RequestParseError) {
      unsafe describe(
        try Presentation(
          parsingChain: chain.span, tokenByteCounts: counts.span))
    } catch { return }
  }

  private mutating func describe(_ presentation: borrowing Presentation) {
    let count = presentation.tokenCount
    token_count = UInt32(truncatingIfNeeded: count)
    guard count <= Limits.chainTokenCountMax else { return }
    let leaf = presentation.token(count - 1)
    expires_at = leaf.expiresAtSeconds
    set(leaf.tokenID)
  }

  /// Only an accepted request's task is handed out.
  private mutating func forgetTask() {
    let none = scrap_span()
    timeout_blocks = 0
    task_id = none
    task_type = none
    target = none
    parameters = none
    constraints = none
  }

  private mutating func set(_ tokenID: TokenID) {
    // 16 bytes, and a token_id has as many.
    unsafe withUnsafeMutableBytes(of: &token_id) { bytes in
      for index in 0..<16 { unsafe bytes[index] = tokenID.byte(at: index) }
    }
  }

  private static func copy<Bytes>(_ digest: Digest, to bytes: inout Bytes) {
    // 32 bytes, and a digest has as many.
    unsafe withUnsafeMutableBytes(of: &bytes) { bytes in
      for index in 0..<32 { unsafe bytes[index] = digest.bytes[index] }
    }
  }

  /// A value's place in the caller's message.
  private static func place(
    _ value: Span<UInt8>?, _ message: UnsafeBufferPointer<UInt8>
  ) -> scrap_span {
    guard let value, value.count > 0 else { return scrap_span() }
    // The span is a part of the message, whose memory the caller keeps.
    return unsafe value.withUnsafeBufferPointer {
      unsafe scrap_span(bytes: $0.baseAddress, byte_count: $0.count)
    }
  }
}
