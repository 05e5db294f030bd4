// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapTarget
import ScrapVerifier
import ScrapWire
import SimulatedNVM
import TestSupport
import Testing

/// TaskAccept and TaskReject: what is said, to whom, and when nothing is.
@Suite struct ReplyTests {
  private let preimage = { (digest: [UInt8]) -> [UInt8] in
    let input = [UInt8](repeating: 0x99, count: 32) + digest
    return bytes(TaggedHash.hash(.preimage, input.span))
  }

  // SCRAP §4.2, E-96
  @Test func anAcceptedTaskIsAnsweredWithASignedTaskAccept() throws {
    let craft = Craft(
      plan: ExecutionPlan(
        amountSats: 700, expirySeconds: 1, estimatedDurationSeconds: 2,
        startDelaySeconds: 3, dataVolumeMegabytes: 4, qualityEstimate: 5))
    let request = Draft(depth: 2)
    let (heard, message) = craft.hear(request.message)
    #expect(heard == .granted(Draft.tokenID(1, 2)))
    _ = try TaskAccept(parsing: message.span)
    let reply = Reply(message)
    #expect(reply.type == 2 && reply.isSigned(.taskAccept))
    #expect(reply.text(0) == "TASK-1")
    #expect(reply.integer(2) == now)
    #expect(reply[4] == requestDigest(request))
    let secret = preimage(requestDigest(request))
    #expect(reply[6] == bytes(SHA256.hash(secret.span)))
    #expect(reply.integer(8) == 700)
    #expect(reply.integer(10) == 1 && reply.integer(14) == 2)
    #expect(reply.integer(16) == now + 3 && reply.integer(18) == 4)
    #expect(reply.integer(20) == 5)
    let revealed = craft.target.preimage(
      ofTask: digest(requestDigest(request)))
    #expect(revealed.map(bytes) == secret)
  }

  // E-90: never above what the commander has signed.
  @Test func thePriceIsNeverAboveTheSignedAmount() {
    for (signed, expected) in [(699, 699), (701, 700), (0, 0)] {
      let request = draft { $0.set(16, integer: UInt64(signed), 8) }
      let reply = Reply(Craft().hear(request.message).reply)
      #expect(reply.integer(8) == UInt64(expected))
    }
  }

  // E-67: the same hash, so that a lost reply costs nothing.
  @Test func theSameRequestIsAnsweredAgainAfterARestart() {
    let craft = Craft()
    let request = Draft(depth: 1).message
    let first = craft.hear(request)
    let again = craft.hear(request)
    craft.restart()
    let later = craft.hear(request, at: .init(exactlySeconds: now + 60))
    #expect(again.heard == .refused(.alreadyAccepted))
    #expect(again.reply == first.reply)
    #expect(later.heard == .refused(.alreadyAccepted))
    let reply = Reply(later.reply)
    #expect(reply.type == 2 && reply.isSigned(.taskAccept))
    #expect(reply[6] == Reply(first.reply)[6])
    #expect(reply[4] == Reply(first.reply)[4])
    #expect(reply.integer(2) == now + 60)
  }

  // E-103: number, name, and which request.
  @Test func aRefusedRequestIsAnsweredWithASignedTaskReject() throws {
    let cases: [(Reason, Draft)] = [
      (.staleRequest, draft { $0.set(2, integer: now + 31, 4) }),
      (.capabilityDenied, draft { $0.set(8, Array("cmd:x:y".utf8)) }),
      (
        .constraintViolation,
        draft {
          $0.tokens[0].set(19, integer: now + 1, 4)
        }
      ),
    ]
    for (reason, request) in cases {
      let (heard, message) = Craft().hear(request.message)
      #expect(heard == .refused(reason))
      _ = try TaskReject(parsing: message.span)
      let reply = Reply(message)
      #expect(reply.type == 3 && reply.isSigned(.taskReject))
      #expect(reply.text(0) == "TASK-1")
      #expect(reply.integer(2) == UInt64(reason.rawValue))
      #expect(reply.text(4) == reason.name.description)
      #expect(reply.integer(6) == now)
      #expect(reply[8] == requestDigest(request))
    }
  }

  // E-67: used by another request.
  @Test func aReplayIsAnsweredWithATaskReject() {
    let craft = Craft()
    _ = craft.hear(Draft().message)
    let other = draft { $0.set(0, Array("OTHER".utf8)) }
    let (heard, reply) = craft.hear(other.message)
    #expect(heard == .refused(.replayed))
    #expect(Reply(reply).type == 3)
    #expect(Reply(reply).integer(2) == 102)
    #expect(Reply(reply)[8] == requestDigest(other))
  }

  @Test func aFullOrFailingStoreIsAnsweredWithATaskReject() {
    let full = Craft(sizes: Board.Sizes(entries: 1))
    _ = full.hear(Draft(id: 1).message)
    let refused = full.hear(Draft(id: 2).message)
    #expect(refused.heard == .refused(.cacheFull))
    #expect(Reply(refused.reply).integer(2) == 103)
    let failing = Craft()
    failing.board.medium.programFault = .error(afterByteCount: 0)
    let failed = failing.hear(Draft().message)
    #expect(failed.heard == .refused(.storeUnavailable))
    #expect(Reply(failed.reply).integer(2) == 2)
  }

  // E-103: nobody unauthenticated gets a byte: no oracle, no amplifier.
  @Test func nothingIsSaidToWhoeverHasNotSigned() {
    let cases: [(Reason, Draft)] = [
      (.badCommanderSignature, draft { $0.commander = .stranger }),
      (.badCommanderSignature, draft { $0.requestTag = .binding }),
      (.invalidSignature, draft { $0.tokens[0].signatureFlip = 1 }),
      (.invalidSignature, draft { $0.tokens[0].signer = .stranger }),
      (
        .unknownSubject,
        draft {
          $0.tokens[0].set(4, Array("NOBODY".utf8))
        }
      ),
      (.wrongAudience, draft { $0.tokens[0].set(6, Array("*".utf8)) }),
      (.expired, draft { $0.tokens[0].set(10, integer: now - 1, 4) }),
      (.chainInvalid, draft(depth: 1) { $0.tokens[1].set(26, [2]) }),
      (.malformedToken, draft { $0.tokens[0].set(0, [2]) }),
      (.malformedRequest, draft { $0.set(0, [0]) }),
    ]
    let craft = Craft()
    for (reason, request) in cases {
      expectSilence(craft, request.message, .refused(reason))
    }
    expectSilence(craft, [], .refused(.malformedRequest))
    expectSilence(craft, [1], .refused(.malformedRequest))
    let cut = Array(Draft().message.dropLast())
    expectSilence(craft, cut, .refused(.malformedRequest))
  }

  // A used token tells a stranger nothing.
  @Test func aForgedRepetitionIsNotAnswered() {
    let craft = Craft()
    _ = craft.hear(Draft().message)
    var forged = Draft().message
    forged[forged.count - 1] ^= 1
    expectSilence(craft, forged, .refused(.badCommanderSignature))
  }

  @Test func withoutTimeStoreOrProfileNothingIsSaid() {
    let craft = Craft()
    let untimed = craft.hear(Draft().message, at: nil)
    #expect(untimed.heard == .refused(.noSecureTime) && untimed.reply == [])
    craft.board.restart(recovers: false)
    let unready = craft.hear(Draft().message)
    #expect(unready.heard == .refused(.storeUnavailable))
    #expect(unready.reply == [])
  }

  // E-42
  @Test func aPeerThatIsNotTheSubjectGetsNoAnswer() {
    let craft = Craft()
    let wrong = craft.hear(Draft().message, peer: .stranger)
    #expect(wrong.heard == .refused(.badCommanderSignature))
    #expect(wrong.reply == [])
    let right = craft.hear(Draft().message, peer: .commander)
    #expect(right.heard == .granted(Draft.tokenID(1, 0)))
  }

  // E-71, E-100, E-104, E-105
  @Test func everyOtherMessageTypeIsIgnored() {
    let craft = Craft()
    let image = craft.board.image
    let message = Draft().message
    let heard: [UInt8] = [1, 6] + Array(0x21...0x26)
    for type in 0...UInt8.max where !heard.contains(type) {
      let other = [type] + message.dropFirst()
      expectSilence(craft, other, .ignored(type))
      expectSilence(craft, [type], .ignored(type))
    }
    let isUnchanged = craft.board.image == image
    #expect(isUnchanged)
    #expect(craft.hear(message).heard == .granted(Draft.tokenID(1, 0)))
  }

  // E-66: the grant stands; the commander asks again.
  @Test(arguments: 0...1)
  func withoutChanceThereIsNoReplyButTheGrantStands(left: Int) {
    let craft = Craft()
    craft.entropy.left = left
    expectCleared(craft, Draft().message, .granted(Draft.tokenID(1, 0)))
    craft.entropy.left = left
    expectCleared(craft, Draft().message, .refused(.alreadyAccepted))
    craft.entropy.left = nil
    let later = craft.hear(Draft().message)
    #expect(later.heard == .refused(.alreadyAccepted))
    #expect(Reply(later.reply).isSigned(.taskAccept))
  }

  // Any text of 64 bytes, each of the replies.
  @Test func theLongestRepliesFit() {
    let long = [UInt8](repeating: 0x7e, count: 64)
    let craft = Craft()
    let accepted = craft.hear(draft { $0.set(0, long) }.message)
    #expect(accepted.reply.count <= Craft.Speaker.replyByteCountMax)
    #expect(Reply(accepted.reply)[0] == long)
    #expect(Reply(accepted.reply).isSigned(.taskAccept))
    let rejected = craft.hear(
      draft { $0.set(0, Array(long.reversed().dropLast())) }.message)
    #expect(Reply(rejected.reply).isSigned(.taskReject))
    let proof = craft.prove(
      draft { $0.set(0, long) }, outputHash: [UInt8](repeating: 1, count: 32),
      at: 5)
    #expect(proof.error == nil)
    #expect(proof.reply.count <= Craft.Speaker.replyByteCountMax)
  }

  // E-57: the wire's clock stops in 2106.
  @Test func timesBeyond32BitsAreWrittenAsTheLast() {
    let end = UInt64(UInt32.max)
    let request = draft {
      $0.tokens[0].set(8, integer: end - 9, 4)
      $0.tokens[0].set(10, integer: end, 4)
      $0.set(2, integer: end - 5, 4)
    }
    let craft = Craft(plan: ExecutionPlan(startDelaySeconds: 100))
    let (heard, message) = craft.hear(
      request.message, at: .init(exactlySeconds: end))
    #expect(heard == .granted(Draft.tokenID(1, 0)))
    #expect(Reply(message).integer(2) == end)
    #expect(Reply(message).integer(16) == end)
  }

  @Test func theExecutorsKeyMustBeTheProfiles() {
    let secret = [UInt8](repeating: 1, count: 32)
    let board = Board()
    guard let device = DeviceSecret(secret.span) else { return }
    do throws(TargetError) {
      _ = try Craft.Speaker(
        verifier: board.makeVerifier(lock: SingleTask()),
        executorKey: TestKey.stranger.pair(), deviceSecret: device,
        planner: FixedPlan(), entropy: StubEntropy(state: .init()))
      Issue.record("made")
    } catch {
      #expect(error == .identityMismatch)
    }
  }

  private func expectSilence(
    _ craft: Craft, _ message: [UInt8], _ heard: Heard,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let answer = craft.hear(message)
    #expect(answer.heard == heard, sourceLocation: sourceLocation)
    #expect(answer.reply == [], sourceLocation: sourceLocation)
    let isUntouched = craft.buffer.allSatisfy { $0 == 0xee }
    #expect(isUntouched, sourceLocation: sourceLocation)
  }

  private func expectCleared(
    _ craft: Craft, _ message: [UInt8], _ heard: Heard,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let answer = craft.hear(message)
    #expect(answer.heard == heard, sourceLocation: sourceLocation)
    #expect(answer.reply == [], sourceLocation: sourceLocation)
  }
}
