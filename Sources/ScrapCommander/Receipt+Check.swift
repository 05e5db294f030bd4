// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround
import ScrapWire

extension Receipt {
  /// Verifies every message again, from its bytes alone: request and binding
  /// against the commander's key, the answers against the executor's.
  ///
  /// - Parameters:
  ///   - executorKey: the target's compressed key, 33 bytes.
  ///   - commanderKey: whose key the leaf's subject is, if that is a text id;
  ///     a subject that is a key speaks for itself, and must be this one if
  ///     one is given.
  /// - Returns: what the messages prove.
  /// - Throws: the first fault.
  public func verified(
    executorKey: [UInt8], commanderKey: [UInt8]? = nil
  ) throws(ReceiptFault) -> ReceiptFacts {
    let check: AnswerCheck
    do throws(GroundError) {
      check = try AnswerCheck(
        request: SignedRequest(parsing: request, place: "request"),
        executorKey: executorKey)
    } catch {
      throw .unreadable(error)
    }
    let commander = try commander(of: check.request, given: commanderKey)
    try checkRequest(commander)
    var facts = ReceiptFacts(request: check.request)
    facts.accept = try verifiedAccept(check)
    facts.reject = try verifiedReject(check)
    guard let accept = facts.accept else {
      guard binding == nil, proof == nil else { throw .messageMissing }
      guard facts.reject != nil else { throw .noAnswer }
      return facts
    }
    try checkBinding(accept, check.request, commander)
    facts.proof = try verifiedProof(check, accept)
    return facts
  }

  private func commander(
    of request: SignedRequest, given: [UInt8]?
  ) throws(ReceiptFault) -> VerificationKey {
    let isKey =
      Identity.hasKeyPrefix(request.subject.span)
      && request.subject.count == 33
    if isKey, let given, given != request.subject { throw .otherCommander }
    guard let bytes = isKey ? request.subject : given else {
      throw .unknownCommander
    }
    guard let key = VerificationKey(compressed: bytes.span) else {
      throw .unreadable(
        .wrongValue(
          place: "commander", expected: "a key on the curve, 66 hex digits",
          found: HexText.text(bytes.prefix(40))))
    }
    return key
  }

  private func checkRequest(
    _ commander: VerificationKey
  ) throws(ReceiptFault) {
    guard let parsed = try? TaskRequest(parsing: request.span) else {
      throw .badRequestSignature
    }
    let digest = TaggedHash.hash(.taskRequest, parsed.signedBytes)
    guard
      commander.isValid(
        signature: parsed.commanderSignature, digest: digest)
    else { throw .badRequestSignature }
  }

  private func verifiedAccept(
    _ check: AnswerCheck
  ) throws(ReceiptFault) -> AcceptFacts? {
    guard let accept else { return nil }
    do throws(IgnoredAnswer) {
      return try check.accept(accept, unixSeconds: nil)
    } catch {
      throw .accept(error)
    }
  }

  private func verifiedReject(
    _ check: AnswerCheck
  ) throws(ReceiptFault) -> RejectFacts? {
    guard let reject else { return nil }
    do throws(IgnoredAnswer) {
      return try check.reject(reject, unixSeconds: nil)
    } catch {
      throw .reject(error)
    }
  }

  private func verifiedProof(
    _ check: AnswerCheck, _ accept: AcceptFacts
  ) throws(ReceiptFault) -> ProofFacts? {
    guard let proof else { return nil }
    guard binding != nil else { throw .messageMissing }
    do throws(IgnoredAnswer) {
      return try check.proof(proof, accept: accept, unixSeconds: nil)
    } catch {
      throw .proof(error)
    }
  }

  /// E-96, E-98: by the commander's key, over the leaf's id and the hash that
  /// was offered.
  private func checkBinding(
    _ accept: AcceptFacts, _ request: SignedRequest,
    _ commander: VerificationKey
  ) throws(ReceiptFault) {
    typealias Schema = TaskBindingSchema
    guard let binding else { return }
    guard let message = try? TaskBinding(parsing: binding.span).message,
      message.value(Schema.taskID).isEqual(to: request.taskID.span),
      message.value(Schema.tokenID).isEqual(to: request.tokenID.span),
      message.value(Schema.paymentHash).isEqual(to: accept.paymentHash.span)
    else { throw .binding }
    var hash = TaggedHash(.binding)
    hash.update(request.tokenID.span)
    hash.update(accept.paymentHash.span)
    let digest = hash.finalize()
    guard
      commander.isValid(
        signature: message.value(Schema.bindingSignature), digest: digest)
    else { throw .binding }
  }
}
