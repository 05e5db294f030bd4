// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapVerifier
import ScrapWire
import TestSupport
import Testing

@testable import ScrapTarget

/// `Target.prove` in both its ways, and `Target.recall`.
@Suite struct ProofTests {
  private let output = [UInt8](repeating: 7, count: 32)

  /// A craft that has granted tasks 1 to `count`.
  private func craft(granted count: UInt64 = 1) -> Craft {
    let craft = Craft()
    for id in 1...count {
      let heard = craft.hear(Draft(id: id).message).heard
      #expect(heard == .granted(Draft.tokenID(id, 0)))
    }
    return craft
  }

  private func signedTask(_ craft: Craft, _ draft: Draft) throws -> SignedTask {
    try #require(craft.signedTask(draft))
  }

  private func binding(_ craft: Craft, _ draft: Draft) -> [UInt8] {
    let hash = craft.target.paymentHash(ofTask: digest(requestDigest(draft)))
    let token = Draft.tokenID(1, 0)
    return RecordStream([
      Record(0, text: "TASK-1"), Record(2, token), Record(4, bytes(hash)),
      Record(6, integer: 1, 8), Record(8, integer: 144, 4),
      Record(10, draft.commander.signature(.binding, token + bytes(hash))),
    ]).message(6)
  }

  private func isBound(_ craft: Craft, _ draft: Draft) -> Bool {
    craft.target.isBound(task: digest(requestDigest(draft)))
  }

  // MARK: prove

  @Test func bothWaysWriteTheSameProof() throws {
    let craft = craft()
    let task = try signedTask(craft, Draft())
    let byDigest = craft.prove(Draft(), outputHash: output, at: 9)
    let byTask = craft.prove(Draft(), outputHash: output, at: 9, as: task)
    #expect(byDigest.error == nil && byTask.error == nil)
    #expect(byDigest.reply == byTask.reply)
    _ = try ProofOfExecution(parsing: byTask.reply.span)
  }

  /// A task that was never accepted, one that was refused, the ninth before,
  /// and any after a restart.
  @Test func aTaskThatIsNotAwaitedIsUnknownByItsDigest() {
    let craft = craft(granted: 9)
    let refused = draft(id: 20) { $0.set(8, Array("cmd:x:y".utf8)) }
    _ = craft.hear(refused.message)
    for unknown in [Draft(id: 30), refused, Draft(id: 1)] {
      let proof = craft.prove(unknown, outputHash: output, at: 9)
      #expect(proof.error == .unknownTask && proof.reply == [])
    }
    #expect(craft.prove(Draft(id: 2), outputHash: output, at: 9).error == nil)
    craft.restart()
    let proof = craft.prove(Draft(id: 2), outputHash: output, at: 9)
    #expect(proof.error == .unknownTask && proof.reply == [])
  }

  /// A host that keeps what it granted needs no place among the last eight.
  @Test func aTaskThatTheHostKeptIsProvedAfterItsPlaceWasTaken() throws {
    let craft = craft(granted: 9)
    let task = try signedTask(craft, Draft(id: 1))
    let proof = craft.prove(Draft(id: 1), outputHash: output, at: 9, as: task)
    #expect(proof.error == nil)
    let reply = Reply(proof.reply)
    #expect(reply[2] == Draft.tokenID(1, 0) && reply[6] == output)
    craft.restart()
    let later = craft.prove(Draft(id: 1), outputHash: output, at: 9, as: task)
    #expect(later.reply == proof.reply)
  }

  @Test(arguments: [false, true], 0...1)
  func withoutChanceThereIsNoProof(isKept: Bool, left: Int) throws {
    let craft = craft()
    let task = try signedTask(craft, Draft())
    craft.entropy.left = left
    let proof = craft.prove(
      Draft(), outputHash: output, at: 9, as: isKept ? task : nil)
    #expect(proof.error == .noEntropy && proof.reply == [])
    craft.entropy.left = nil
    #expect(craft.prove(Draft(), outputHash: output, at: 9).error == nil)
  }

  @Test(arguments: [false, true])
  func aSecretThatHasFlippedIsASigningFault(isKept: Bool) throws {
    let craft = craft()
    let task = try signedTask(craft, Draft())
    #expect(craft.flipExecutorKey())
    let proof = craft.prove(
      Draft(), outputHash: output, at: 9, as: isKept ? task : nil)
    #expect(proof.error == .signingFault && proof.reply == [])
  }

  /// Not a byte of it is left where a caller could take it for a message.
  @Test func aBufferThatIsTooSmallHoldsNothing() throws {
    let craft = craft()
    let task = try signedTask(craft, Draft())
    let whole = craft.prove(Draft(), outputHash: output, at: 9).reply
    for isKept in [false, true] {
      for capacity in [0, 1, 2, 3, 10, whole.count - 65, whole.count - 1] {
        let proof = craft.prove(
          Draft(), outputHash: output, at: 9, capacity: capacity,
          as: isKept ? task : nil)
        #expect(proof.error == .replyBufferTooSmall)
        #expect(proof.reply == [], "\(capacity)")
      }
    }
    let exact = craft.prove(
      Draft(), outputHash: output, at: 9, capacity: whole.count)
    #expect(exact.error == nil && exact.reply == whole)
  }

  // MARK: recall

  @Test func aRecalledTaskAwaitsItsBindingAgain() throws {
    let craft = craft(granted: 9)
    let task = try signedTask(craft, Draft())
    let message = binding(craft, Draft())
    let lost = craft.hear(message).heard
    #expect(lost == .bindingRefused(.unknownTask))
    craft.recall(task)
    #expect(!isBound(craft, Draft()))
    let bound = craft.hear(message).heard
    #expect(bound == .bound(Draft.tokenID(1, 0)))
    #expect(isBound(craft, Draft()))
    #expect(craft.prove(Draft(), outputHash: output, at: 9).error == nil)
  }

  @Test func aTaskIsRecalledAfterARestart() throws {
    let craft = craft()
    let task = try signedTask(craft, Draft())
    let message = binding(craft, Draft())
    craft.restart()
    let early = craft.hear(message).heard
    #expect(early == .bindingRefused(.unknownTask))
    craft.recall(task)
    let bound = craft.hear(message).heard
    #expect(bound == .bound(Draft.tokenID(1, 0)))
  }

  @Test func recallingATaskThatIsAwaitedChangesNothing() throws {
    let craft = craft(granted: 8)
    let task = try signedTask(craft, Draft())
    _ = craft.hear(binding(craft, Draft()))
    #expect(isBound(craft, Draft()))
    for _ in 0..<9 { craft.recall(task) }
    #expect(isBound(craft, Draft()))
    for id in 1...8 as ClosedRange<UInt64> {
      #expect(
        craft.prove(Draft(id: id), outputHash: output, at: 9).error == nil)
    }
  }

  @Test func aRecalledTaskTakesTheOldestsPlace() throws {
    let craft = craft(granted: 9)
    craft.recall(try signedTask(craft, Draft()))
    for id in 1...9 as ClosedRange<UInt64> {
      let error = craft.prove(Draft(id: id), outputHash: output, at: 9).error
      #expect(error == (id == 2 ? .unknownTask : nil), "\(id)")
    }
  }

  /// A recalled task is bound by its own payment and commander alone.
  @Test func aRecallRelaxesNothing() throws {
    let craft = craft(granted: 9)
    craft.recall(try signedTask(craft, Draft()))
    let right = binding(craft, Draft())
    let forged = draft { $0.commander = .stranger }
    var body = RecordStream(splitting: Array(right.dropFirst(3)))
    var hash = body.records[2].value
    hash[0] ^= 1
    body.records[2] = Record(4, hash)
    let cases: [(BindingRefusal, [UInt8])] = [
      (.wrongPaymentHash, body.message(6)),
      (.malformed(ParseError(.truncated, at: 1)), [6]),
    ]
    for (refusal, message) in cases {
      let heard = craft.hear(message).heard
      #expect(heard == .bindingRefused(refusal))
    }
    var stolen = RecordStream(splitting: Array(right.dropFirst(3)))
    let signed = stolen.records[1].value + stolen.records[2].value
    stolen.records[5] = Record(
      10, forged.commander.signature(.binding, signed))
    let heard = craft.hear(stolen.message(6)).heard
    #expect(heard == .bindingRefused(.badSignature))
    #expect(!isBound(craft, Draft()))
  }
}
