// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapTarget
import ScrapVerifier
import ScrapWire
import TestSupport
import Testing

/// The second step, and the proof: E-95 to E-98, E-104, SCRAP §12.
@Suite struct BindingTests {
  /// A TaskBinding for a draft's leaf.
  private func binding(
    _ draft: Draft, _ paymentHash: [UInt8], by key: TestKey? = nil,
    tag: ScrapCrypto.Tag = .binding, tokenID: [UInt8]? = nil,
    taskID: [UInt8]? = nil, amount: UInt64 = 1
  ) -> [UInt8] {
    let token = tokenID ?? leafID(draft)
    let signed = token + paymentHash
    return RecordStream([
      Record(0, taskID ?? value(draft.request, 0)),
      Record(2, token),
      Record(4, paymentHash),
      Record(6, integer: amount, 8),
      Record(8, integer: 144, 4),
      Record(10, (key ?? draft.commander).signature(tag, signed)),
    ]).message(6)
  }

  private func value(_ stream: RecordStream, _ type: UInt64) -> [UInt8] {
    stream.records.first { $0.type == type }?.value ?? []
  }

  private func leafID(_ draft: Draft) -> [UInt8] {
    value(draft.tokens[draft.leaf].stream, 12)
  }

  /// Presents a draft and tells the offered payment_hash.
  private func accepted(_ craft: Craft, _ draft: Draft) -> [UInt8] {
    Reply(craft.hear(draft.message).reply)[6]
  }

  private func isBound(_ craft: Craft, _ draft: Draft) -> Bool {
    craft.target.isBound(task: digest(requestDigest(draft)))
  }

  // E-96, E-98: by the leaf's id, also for a delegated task.
  @Test(arguments: [0, 2])
  func theCommanderBindsTokenAndPayment(depth: Int) {
    let craft = Craft()
    let task = Draft(depth: depth)
    let hash = accepted(craft, task)
    #expect(!isBound(craft, task))
    let (heard, reply) = craft.hear(binding(task, hash))
    #expect(heard == .bound(Draft.tokenID(1, depth)))
    #expect(reply == [])
    #expect(isBound(craft, task))
    let again = craft.hear(binding(task, hash))
    #expect(again.heard == .bound(Draft.tokenID(1, depth)))
    #expect(isBound(craft, task))
  }

  // E-95: records 6 and 8 are unsigned and mean nothing.
  @Test func unsignedAmountsAreIgnored() {
    let craft = Craft()
    let task = Draft()
    let hash = accepted(craft, task)
    let bound = craft.hear(binding(task, hash, amount: .max))
    #expect(bound.heard == .bound(Draft.tokenID(1, 0)))
  }

  @Test func aWrongBindingBindsNothing() {
    let craft = Craft()
    let task = Draft(depth: 1)
    let hash = accepted(craft, task)
    var wrongHash = hash
    wrongHash[0] ^= 1
    let cases: [(BindingRefusal, [UInt8])] = [
      (.wrongPaymentHash, binding(task, wrongHash)),
      (.badSignature, binding(task, hash, by: .stranger)),
      (.badSignature, binding(task, hash, by: .commander)),
      (.badSignature, binding(task, hash, tag: .taskRequest)),
      (.unknownTask, binding(task, hash, tokenID: Draft.tokenID(1, 0))),
      (.unknownTask, binding(task, hash, tokenID: Draft.tokenID(9, 9))),
      (.unknownTask, binding(task, hash, taskID: Array("TASK-2".utf8))),
      (.malformed(ParseError(.truncated, at: 2)), [6, 0]),
      (
        .malformed(ParseError(.wrongMessageLength, at: 1)),
        Array(binding(task, hash).dropLast())
      ),
    ]
    for (refusal, message) in cases {
      let (heard, reply) = craft.hear(message)
      #expect(heard == .bindingRefused(refusal))
      #expect(reply == [])
      #expect(!isBound(craft, task))
    }
    let right = craft.hear(binding(task, hash))
    #expect(right.heard == .bound(Draft.tokenID(1, 1)))
  }

  // E-95: it never authorizes: no task, no mark.
  @Test func aBindingAloneAuthorizesNothing() {
    let craft = Craft()
    let image = craft.board.image
    let hash = [UInt8](repeating: 7, count: 32)
    let heard = craft.hear(binding(Draft(), hash)).heard
    #expect(heard == .bindingRefused(.unknownTask))
    let isUnchanged = craft.board.image == image
    #expect(isUnchanged)
  }

  // SCRAP §18.3: the pinned bytes, as far as a target can be asked.
  @Test func theBindingHashIsThePublishedOne() {
    let vector = Vectors.shared.tv3Binding
    let message = vector.messageHex.bytes
    let hash = TaggedHash.hash(.binding, message.span)
    #expect(bytes(hash) == vector.bindingHashHex.bytes)
    #expect(
      isValid(vector.signatureByCommanderHex.bytes, hash, by: .commander))
  }

  // §12.3, E-12, E-98, E-104
  @Test func theProofIsOverTheHashOfTheSpecification() throws {
    let craft = Craft()
    let task = Draft(depth: 2)
    let hash = accepted(craft, task)
    let output = (0..<32).map { UInt8($0) }
    let (error, message) = craft.prove(
      task, outputHash: output, at: 0x65a5_1f00)
    #expect(error == nil)
    _ = try ProofOfExecution(parsing: message.span)
    let reply = Reply(message)
    #expect(reply.type == 4)
    #expect(reply.text(0) == "TASK-1")
    #expect(reply[2] == Draft.tokenID(1, 2))
    #expect(reply[4] == hash && reply[6] == output)
    #expect(reply[8] == [0x65, 0xa5, 0x1f, 0x00])
    #expect(reply[10] == TestKey.executor.publicKey)
    let signed = reply[2] + reply[4] + reply[6] + reply[8]
    #expect(isValid(reply[12], TaggedHash.hash(.proof, signed.span)))
    // Not the 8-byte time of §11.4.3.
    let be8 = reply[2] + reply[4] + reply[6] + [0, 0, 0, 0] + reply[8]
    #expect(!isValid(reply[12], TaggedHash.hash(.proof, be8.span)))
  }

  // SCRAP §18.4
  @Test func thePublishedProofHashHasAFourByteTime() {
    let vector = Vectors.shared.tv4Proof
    let message =
      vector.tokenIdHex.bytes + vector.paymentHashHex.bytes
      + vector.outputHashHex.bytes
      + NaiveInteger.bigEndian(UInt64(vector.timestamp), 4)
    let hash = TaggedHash.hash(.proof, message.span)
    #expect(bytes(hash) == vector.proofHashHex.bytes)
    #expect(bytes(hash) != vector.mustNotMatchBe8.proofHashHex.bytes)
  }

  @Test func thereIsNoProofOfWhatWasNotAccepted() {
    let craft = Craft()
    let output = [UInt8](repeating: 1, count: 32)
    #expect(
      craft.prove(Draft(), outputHash: output, at: 1).error
        == .unknownTask)
    _ = craft.hear(draft { $0.set(8, Array("cmd:x:y".utf8)) }.message)
    #expect(
      craft.prove(Draft(), outputHash: output, at: 1).error
        == .unknownTask)
    _ = craft.hear(Draft().message)
    craft.entropy.left = 1
    #expect(
      craft.prove(Draft(), outputHash: output, at: 1).error
        == .noEntropy)
    craft.entropy.left = nil
    #expect(
      craft.prove(
        Draft(), outputHash: output, at: 1, capacity: 100
      ).error == .replyBufferTooSmall)
  }

  // Eight are kept; a ninth takes the place of the oldest, which comes back
  // when its commander asks again.
  @Test func theNinthTaskTakesTheOldestsPlace() {
    let craft = Craft()
    let tasks = (1...9).map { Draft(id: UInt64($0)) }
    let hashes = tasks.map { accepted(craft, $0) }
    let lost = craft.hear(binding(tasks[0], hashes[0])).heard
    #expect(lost == .bindingRefused(.unknownTask))
    for index in 1..<9 {
      let heard = craft.hear(binding(tasks[index], hashes[index])).heard
      #expect(heard == .bound(Draft.tokenID(UInt64(index + 1), 0)))
    }
    #expect(accepted(craft, tasks[0]) == hashes[0])
    let back = craft.hear(binding(tasks[0], hashes[0])).heard
    #expect(back == .bound(Draft.tokenID(1, 0)))
    #expect(!isBound(craft, tasks[1]))
  }

  // E-67, E-96
  @Test func aTaskComesBackAfterARestartWhenItIsAskedForAgain() {
    let craft = Craft()
    let task = Draft()
    let hash = accepted(craft, task)
    craft.restart()
    let early = craft.hear(binding(task, hash)).heard
    #expect(early == .bindingRefused(.unknownTask))
    #expect(accepted(craft, task) == hash)
    let later = craft.hear(binding(task, hash)).heard
    #expect(later == .bound(Draft.tokenID(1, 0)))
  }

  // E-61: a delegate may choose any id for its own tokens.
  @Test func aTaskUnderTheSameIdOfAnotherIssuerIsAnotherTask() {
    let craft = Craft()
    let attack = draft(depth: 1, id: 1) {
      $0.tokens[1].set(12, Draft.tokenID(7, 0))
    }
    let victim = Draft(id: 7)
    let attackHash = accepted(craft, attack)
    let hash = accepted(craft, victim)
    #expect(hash != attackHash)
    let bound = craft.hear(binding(victim, hash)).heard
    #expect(bound == .bound(Draft.tokenID(7, 0)))
    let other = craft.hear(binding(attack, attackHash)).heard
    #expect(other == .bound(Draft.tokenID(7, 0)))
    // Nor does one's proof name the other's payment.
    let output = [UInt8](repeating: 1, count: 32)
    for (task, hash) in [(victim, hash), (attack, attackHash)] {
      let proof = Reply(craft.prove(task, outputHash: output, at: 5).reply)
      #expect(proof[2] == Draft.tokenID(7, 0) && proof[4] == hash)
    }
  }
}
