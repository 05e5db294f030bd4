// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapIntegers
import ScrapReplay
import ScrapVerifier
import ScrapWire

extension Target
where
  Journal: ~Copyable, Lock: ~Copyable, Entropy: ~Copyable, Planner: ~Copyable
{
  /// Writes a signed TaskAccept; nothing if it cannot be signed.
  @_lifetime(reply: copy reply)
  @inline(never)
  mutating func writeAccept(
    _ task: SignedTask,
    plan: ExecutionPlan,
    paymentHash: Digest,
    now: TrustedTime,
    to reply: inout ByteWriter
  ) {
    let seconds = Self.wireSeconds(now.loSeconds)
    let (start, isPast) = seconds.addingReportingOverflow(
      plan.startDelaySeconds)
    let amount = min(plan.amountSats, task.maxAmountSats ?? plan.amountSats)
    write(.taskAccept, tag: .taskAccept, signatureType: 22, to: &reply) {
      (reply: inout ByteWriter) throws(WriteError) in
      try reply.append(record: 0, task.taskID.span)
      try reply.append(record: 2, integer: UInt64(seconds), byteCount: 4)
      try reply.append(record: 4, task.digest.span)
      try reply.append(record: 6, paymentHash.span)
      try reply.append(record: 8, integer: amount, byteCount: 8)
      try reply.append(
        record: 10, integer: UInt64(plan.expirySeconds), byteCount: 4)
      try reply.append(record: 12, task.taskID.span)
      try reply.append(
        record: 14, integer: UInt64(plan.estimatedDurationSeconds),
        byteCount: 4)
      try reply.append(
        record: 16, integer: UInt64(isPast ? .max : start), byteCount: 4)
      try reply.append(
        record: 18, integer: UInt64(plan.dataVolumeMegabytes), byteCount: 4)
      try reply.append(
        record: 20, integer: UInt64(plan.qualityEstimate), byteCount: 2)
    }
  }

  /// Writes a signed TaskReject; nothing if it cannot be signed.
  @_lifetime(reply: copy reply)
  @inline(never)
  mutating func writeReject(
    _ task: SignedTask,
    reason: Reason,
    now: TrustedTime,
    to reply: inout ByteWriter
  ) {
    let seconds = Self.wireSeconds(now.loSeconds)
    write(.taskReject, tag: .taskReject, signatureType: 10, to: &reply) {
      (reply: inout ByteWriter) throws(WriteError) in
      try reply.append(record: 0, task.taskID.span)
      try reply.append(
        record: 2, integer: UInt64(reason.rawValue), byteCount: 2)
      // A static string's bytes outlive everything.
      let name = unsafe UnsafeBufferPointer(
        start: reason.name.utf8Start, count: reason.name.utf8CodeUnitCount)
      try unsafe reply.append(record: 4, name.span)
      try reply.append(record: 6, integer: UInt64(seconds), byteCount: 4)
      try reply.append(record: 8, task.digest.span)
    }
  }

  /// Writes the proof that an accepted task was executed (SCRAP §12.3).
  ///
  /// - Parameters:
  ///   - digest: the digest that the commander signed; it names the task, for
  ///     a token_id is unique for its issuer only (E-61).
  ///   - outputHash: SHA-256 of the task's output.
  ///   - timestampSeconds: when it was executed, Unix seconds (E-12).
  ///   - reply: takes the message.
  /// - Throws: `unknownTask`, `noEntropy`, `signingFault`,
  ///   `replyBufferTooSmall`.
  @_lifetime(reply: copy reply)
  @inline(never)
  public mutating func prove(
    task digest: Digest,
    outputHash: Digest,
    timestampSeconds: UInt32,
    reply: inout ByteWriter
  ) throws(TargetError) {
    guard let index = accepted.index(of: digest),
      let task = accepted[index]
    else { throw .unknownTask }
    try prove(
      task, outputHash: outputHash, timestampSeconds: timestampSeconds,
      reply: &reply)
  }

  /// Writes the proof of a granted task, however many were accepted since.
  ///
  /// - Parameters:
  ///   - task: what the grant says was signed.
  ///   - outputHash: SHA-256 of the task's output.
  ///   - timestampSeconds: when it was executed, Unix seconds (E-12).
  ///   - reply: takes the message.
  /// - Throws: `noEntropy`, `signingFault`, `replyBufferTooSmall`.
  @_lifetime(reply: copy reply)
  public mutating func prove(
    _ task: SignedTask,
    outputHash: Digest,
    timestampSeconds: UInt32,
    reply: inout ByteWriter
  ) throws(TargetError) {
    let paymentHash = paymentHash(ofTask: task.digest)
    try prove(
      AcceptedTask(task, paymentHash: paymentHash), outputHash: outputHash,
      timestampSeconds: timestampSeconds, reply: &reply)
  }

  /// The payment_hash that a task is, was or would be offered for; it is the
  /// same after a restart.
  ///
  /// - Parameter digest: the digest that the commander signed.
  /// - Returns: SHA-256 of the preimage.
  public borrowing func paymentHash(ofTask digest: Digest) -> Digest {
    let preimage = deviceSecret.preimage(of: digest)
    return SHA256.hash(preimage.span)
  }

  @_lifetime(reply: copy reply)
  @inline(never)
  private mutating func prove(
    _ task: AcceptedTask,
    outputHash: Digest,
    timestampSeconds: UInt32,
    reply: inout ByteWriter
  ) throws(TargetError) {
    var token = InlineArray<16, UInt8>(repeating: 0)
    for index in 0..<16 { token[index] = task.tokenID.byte(at: index) }
    var hash = TaggedHash(.proof)
    hash.update(token.span)
    hash.update(task.paymentHash.span)
    hash.update(outputHash.span)
    var time = InlineArray<4, UInt8>(repeating: 0)
    for index in 0..<4 {
      time[index] = UInt8(
        truncatingIfNeeded: timestampSeconds &>> UInt32(24 - index * 8))
    }
    hash.update(time.span)
    let signature = try sign(hash.finalize())
    do throws(WriteError) {
      try reply.beginMessage(.proofOfExecution)
      try reply.append(record: 0, task.taskID.span)
      try reply.append(record: 2, token.span)
      try reply.append(record: 4, task.paymentHash.span)
      try reply.append(record: 6, outputHash.span)
      try reply.append(record: 8, time.span)
      try reply.append(record: 10, executorKey.publicKey.span)
      try reply.append(record: 12, signature.span)
      reply.endMessage()
    } catch {
      reply.removeAll()
      throw .replyBufferTooSmall
    }
  }

  /// Writes a message whose signature covers the body before it.
  @_lifetime(reply: copy reply)
  @inline(never)
  mutating func write(
    _ type: MessageType,
    tag: Tag,
    signatureType: UInt64,
    to reply: inout ByteWriter,
    _ records: (inout ByteWriter) throws(WriteError) -> Void
  ) {
    do throws(WriteError) {
      try reply.beginMessage(type)
      try records(&reply)
      let digest = TaggedHash.hash(tag, reply.body)
      guard let signature = try? sign(digest) else {
        reply.removeAll()
        return
      }
      try reply.append(record: signatureType, signature.span)
      reply.endMessage()
    } catch {
      preconditionFailure("a reply fits replyByteCountMax")
    }
  }

  @inline(never)
  private mutating func sign(
    _ digest: Digest
  ) throws(TargetError) -> Signature {
    guard let auxiliary = entropy.next(), let blinding = entropy.next() else {
      throw .noEntropy
    }
    guard
      let signature = executorKey.sign(
        digest, auxiliary: auxiliary, entropy: blinding)
    else { throw .signingFault }
    return signature
  }

  /// The wire's 32 bits end in 2106 (E-57).
  private static func wireSeconds(_ seconds: UInt64) -> UInt32 {
    seconds > 0xffff_ffff ? .max : UInt32(truncatingIfNeeded: seconds)
  }
}
