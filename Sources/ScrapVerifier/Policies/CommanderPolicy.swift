// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// Step 8: whoever presents the leaf holds its subject's key (E-34, E-36,
/// E-82). No bearer use.
enum CommanderPolicy {
  /// - Returns: what was signed; nil for a chain presented alone.
  static func check(
    _ request: borrowing Presentation,
    profile: borrowing Profile,
    peer: Peer?
  ) throws(Refusal) -> SignedTask? {
    guard let subject = subjectKey(request, profile: profile) else {
      throw Refusal(
        .unknownSubject, step: .commander, token: request.leafIndex,
        at: .subject, of: request)
    }
    if peer != nil || !request.hasTask {
      guard let peer, peer.publicKey.span.isEqual(to: subject.span) else {
        throw Refusal(
          .badCommanderSignature, step: .commander,
          token: request.leafIndex, at: .subject, of: request)
      }
    }
    guard let task = request.taskRequest else { return nil }
    return try signedTask(
      task, leaf: request.token(request.leafIndex), subject: subject)
  }

  /// The leaf's subject, or the key that the profile lists for it.
  private static func subjectKey(
    _ request: borrowing Presentation, profile: borrowing Profile
  ) -> PublicKey? {
    let subject = request.token(request.leafIndex).subject
    return Identity.isKey(subject)
      ? PublicKey(subject) : profile.key(ofSubject: subject)
  }

  private static func signedTask(
    _ task: borrowing TaskRequest,
    leaf: borrowing Token,
    subject: PublicKey
  ) throws(Refusal) -> SignedTask {
    let digest = TaggedHash.hash(.taskRequest, task.signedBytes)
    guard let key = VerificationKey(compressed: subject.span),
      key.isValid(signature: task.commanderSignature, digest: digest)
    else {
      throw Refusal(
        .badCommanderSignature, step: .commander,
        offset: task.message.offset(TaskRequestSchema.commanderSignature))
    }
    return SignedTask(
      taskID: ShortText(task.taskID),
      capability: ShortText(task.taskType),
      tokenID: leaf.tokenID,
      digest: digest,
      commander: subject,
      maxAmountSats: task.maxAmountSats)
  }
}
