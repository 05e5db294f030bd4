// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround
import ScrapWire

/// Holds a target's answers against the request and the executor's key. An
/// answer that passes was made by the executor, for this request.
public struct AnswerCheck: Sendable {
  /// The request that was sent.
  public let request: SignedRequest
  /// The executor's compressed key, 33 bytes.
  public let executorKey: [UInt8]
  /// How far the clocks may disagree.
  public let skewSeconds: UInt32
  private let verificationKey: VerificationKey

  /// Prepares the checks.
  ///
  /// - Throws: `wrongValue` for a key that does not lie on the curve.
  public init(
    request: SignedRequest, executorKey: [UInt8], skewSeconds: UInt32 = 30
  ) throws(GroundError) {
    guard let key = VerificationKey(compressed: executorKey.span) else {
      throw .wrongValue(
        place: "executor", expected: "a key on the curve, 66 hex digits",
        found: HexText.text(executorKey.prefix(40)))
    }
    self.verificationKey = key
    self.request = request
    self.executorKey = executorKey
    self.skewSeconds = skewSeconds
  }

  /// Verifies a TaskAccept.
  ///
  /// - Parameters:
  ///   - bytes: a whole message.
  ///   - unixSeconds: the commander's own time; nil if it has none.
  /// - Returns: what it says.
  /// - Throws: why it is not believed.
  public func accept(
    _ bytes: [UInt8], unixSeconds: UInt64?
  ) throws(IgnoredAnswer) -> AcceptFacts {
    typealias Schema = TaskAcceptSchema
    let message: Message<Schema>
    do throws(ParseError) {
      message = try TaskAccept(parsing: bytes.span).message
    } catch {
      throw .malformed(error)
    }
    try checkReply(
      message, task: Schema.taskID, inReplyTo: Schema.inReplyTo,
      signature: Schema.executorSignature, .taskAccept)
    let facts = AcceptFacts(
      timestampSeconds: short(message, Schema.timestamp),
      paymentHash: message.value(Schema.paymentHash).array,
      amountSats: message.integer(Schema.amountSats),
      expirySeconds: short(message, Schema.expirySeconds),
      estimatedDurationSeconds: short(
        message, Schema.estimatedDurationSeconds),
      earliestStartSeconds: short(message, Schema.earliestStart),
      dataVolumeMegabytes: short(message, Schema.dataVolumeMegabytes),
      qualityEstimate: UInt16(message.integer(Schema.qualityEstimate)))
    try checkTime(facts.timestampSeconds, unixSeconds)
    guard facts.amountSats <= request.maxAmountSats ?? .max else {
      throw .aboveAmount
    }
    return facts
  }

  /// Verifies a TaskReject.
  ///
  /// - Parameters:
  ///   - bytes: a whole message.
  ///   - unixSeconds: the commander's own time; nil if it has none.
  /// - Returns: what it says.
  /// - Throws: why it is not believed.
  public func reject(
    _ bytes: [UInt8], unixSeconds: UInt64?
  ) throws(IgnoredAnswer) -> RejectFacts {
    typealias Schema = TaskRejectSchema
    let message: Message<Schema>
    do throws(ParseError) {
      message = try TaskReject(parsing: bytes.span).message
    } catch {
      throw .malformed(error)
    }
    try checkReply(
      message, task: Schema.taskID, inReplyTo: Schema.inReplyTo,
      signature: Schema.executorSignature, .taskReject)
    let facts = RejectFacts(
      timestampSeconds: short(message, Schema.timestamp),
      number: UInt16(message.integer(Schema.reason)),
      details: message.value(Schema.details).array)
    try checkTime(facts.timestampSeconds, unixSeconds)
    return facts
  }

  /// Verifies a ProofOfExecution (SCRAP §12.3, E-12, E-98, E-104).
  ///
  /// - Parameters:
  ///   - bytes: a whole message.
  ///   - accept: the accept that was verified before.
  ///   - unixSeconds: the commander's own time; nil if it has none.
  /// - Returns: what it says.
  /// - Throws: why it is not believed.
  public func proof(
    _ bytes: [UInt8], accept: AcceptFacts, unixSeconds: UInt64?
  ) throws(IgnoredAnswer) -> ProofFacts {
    typealias Schema = ProofOfExecutionSchema
    let message: Message<Schema>
    do throws(ParseError) {
      message = try ProofOfExecution(parsing: bytes.span).message
    } catch {
      throw .malformed(error)
    }
    // Neither of these two is covered by the signature.
    guard isEqual(message.value(Schema.taskID), request.taskID) else {
      throw .otherTask
    }
    guard isEqual(message.value(Schema.executorPubkey), executorKey) else {
      throw .otherExecutor
    }
    guard isEqual(message.value(Schema.tokenID), request.tokenID) else {
      throw .otherToken
    }
    guard isEqual(message.value(Schema.paymentHash), accept.paymentHash)
    else { throw .otherPayment }
    var hash = TaggedHash(.proof)
    hash.update(message.value(Schema.tokenID))
    hash.update(message.value(Schema.paymentHash))
    hash.update(message.value(Schema.outputHash))
    hash.update(message.value(Schema.executionTimestamp))
    let digest = hash.finalize()
    guard
      verificationKey.isValid(
        signature: message.value(Schema.executorSignature), digest: digest)
    else { throw .badSignature }
    let seconds = short(message, Schema.executionTimestamp)
    try checkTime(seconds, unixSeconds)
    return ProofFacts(
      outputHash: message.value(Schema.outputHash).array,
      executionSeconds: seconds)
  }

  /// What accept and reject have in common; the comparisons come before the
  /// signature, so that what strangers send costs little.
  private func checkReply<Schema: MessageSchema>(
    _ message: borrowing Message<Schema>, task: Int, inReplyTo: Int,
    signature: Int, _ tag: Tag
  ) throws(IgnoredAnswer) {
    guard isEqual(message.value(task), request.taskID) else {
      throw .otherTask
    }
    guard isEqual(message.value(inReplyTo), request.digest) else {
      throw .otherRequest
    }
    let digest = TaggedHash.hash(tag, message.signedBytes)
    guard
      verificationKey.isValid(
        signature: message.value(signature), digest: digest)
    else { throw .badSignature }
  }

  /// The target answers after it was asked, and before it is heard (E-102).
  private func checkTime(
    _ seconds: UInt32, _ unixSeconds: UInt64?
  ) throws(IgnoredAnswer) {
    let skew = UInt64(skewSeconds)
    guard UInt64(seconds) + skew >= UInt64(request.timestampSeconds) else {
      throw .impossibleTime
    }
    guard let unixSeconds else { return }
    let (latest, isBeyond) = unixSeconds.addingReportingOverflow(skew)
    guard isBeyond || UInt64(seconds) <= latest else {
      throw .impossibleTime
    }
  }

  private func isEqual(_ found: Span<UInt8>, _ expected: [UInt8]) -> Bool {
    found.isEqual(to: expected.span)
  }

  private func short<Schema: MessageSchema>(
    _ message: borrowing Message<Schema>, _ slot: Int
  ) -> UInt32 {
    UInt32(message.integer(slot))
  }
}
