// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import ScrapWire
import TestSupport
import Testing

@testable import ScrapTarget

/// `Target.decline`: a request for what the satellite cannot do (E-86).
@Suite struct DeclineTests {
  /// What is answered, and that nothing was marked.
  private func decline(
    _ craft: Craft, _ request: Draft, peer: TestKey? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> (refusal: Refusal, reply: [UInt8]) {
    let image = craft.board.image
    let answer = craft.decline(request.message, peer: peer)
    let isUnchanged = craft.board.image == image
    #expect(isUnchanged, sourceLocation: sourceLocation)
    return answer
  }

  // E-86, E-103
  @Test func aRequestInOrderIsDeclinedWithASignedTaskReject() throws {
    let craft = Craft()
    let request = Draft(depth: 2)
    let (refusal, message) = decline(craft, request)
    #expect(refusal.reason == .capabilityDenied)
    #expect(refusal.step == .capability)
    _ = try TaskReject(parsing: message.span)
    let reply = Reply(message)
    #expect(reply.isSigned(.taskReject))
    #expect(reply.text(0) == "TASK-1")
    #expect(reply.integer(2) == 80)
    #expect(reply.text(4) == "capability_denied")
    #expect(reply.integer(6) == now)
    #expect(reply[8] == requestDigest(request))
  }

  // Its tokens are not spent: a satellite that can may take them later.
  @Test func aDeclinedRequestMayStillBeGranted() {
    let craft = Craft()
    for _ in 0..<3 {
      let (refusal, reply) = decline(craft, Draft())
      #expect(refusal.reason == .capabilityDenied && reply.count > 0)
    }
    // Nor does it await a binding or a proof.
    let output = [UInt8](repeating: 1, count: 32)
    #expect(
      craft.prove(Draft(), outputHash: output, at: 1).error == .unknownTask)
    let heard = craft.hear(Draft().message).heard
    #expect(heard == .granted(Draft.tokenID(1, 0)))
  }

  // Steps 2 to 8: nobody has signed, so nobody is answered.
  @Test func everyRefusalBeforeTheSignaturesIsNamedInSilence() {
    let cases: [(Reason, Draft)] = [
      (.malformedRequest, draft { $0.set(0, [0]) }),
      (.malformedToken, draft { $0.tokens[0].set(0, [2]) }),
      (.chainInvalid, draft(depth: 1) { $0.tokens[1].set(26, [2]) }),
      (.expired, draft { $0.tokens[0].set(10, integer: now - 1, 4) }),
      (
        .expiryTooFar,
        draft { $0.tokens[0].set(10, integer: now + 604_801, 4) }
      ),
      (.futureIssued, draft { $0.tokens[0].set(8, integer: now + 31, 4) }),
      (.wrongAudience, draft { $0.tokens[0].set(6, Array("*".utf8)) }),
      (.invalidSignature, draft { $0.tokens[0].signatureFlip = 1 }),
      (.invalidSignature, draft { $0.tokens[0].signer = .stranger }),
      (
        .unknownSubject,
        draft { $0.tokens[0].set(4, Array("NOBODY".utf8)) }
      ),
      (.badCommanderSignature, draft { $0.commander = .stranger }),
    ]
    let craft = Craft()
    for (reason, request) in cases {
      let (refusal, reply) = decline(craft, request)
      #expect(refusal.reason == reason)
      #expect(refusal.step.rawValue < Step.requestTime.rawValue)
      #expect(reply == [], "\(reason.name)")
    }
  }

  @Test func aChainThatIsTooDeepIsNamedInSilence() {
    var profile = ProfileRecord()
    profile.limits = ProfileLimits(maxChainDepth: 1, replayCapacity: 64)
    let (refusal, reply) = decline(Craft(profile: profile), Draft(depth: 2))
    #expect(refusal.reason == .depthExceeded && reply == [])
  }

  @Test func aTokenFromBeforeFloorGIsNamedInSilence() {
    let craft = Craft(sizes: Board.Sizes(issuedAfterSeconds: now - 50))
    let (refusal, reply) = decline(craft, Draft())
    #expect(refusal.reason == .issuedBeforeFloor && reply == [])
  }

  // E-39
  @Test func aDisabledIssuersTokenIsNamedInSilence() {
    let craft = operatedCraft()
    let taken = craft.hear(Command.issuers([.secondOperator]).message).heard
    #expect(taken == .operatorTaken(.issuerList, 1))
    let (refusal, reply) = decline(craft, Draft())
    #expect(refusal.reason == .invalidSignature && reply == [])
  }

  // Step 9: whoever has signed is answered with the earlier reason.
  @Test func aStaleRequestIsAnsweredAsSuch() {
    let (refusal, message) = decline(
      Craft(), draft { $0.set(2, integer: now + 31, 4) })
    #expect(refusal.reason == .staleRequest)
    #expect(Reply(message).isSigned(.taskReject))
    #expect(Reply(message).integer(2) == 70)
    #expect(Reply(message).text(4) == "stale_request")
  }

  // Steps 10 to 12 would have said something else, later.
  @Test func whatALaterStepWouldRefuseIsDeclinedAllTheSame() {
    let craft = operatedCraft()
    let used = Draft(id: 2)
    let other = draft(id: 2) { $0.set(0, Array("OTHER".utf8)) }
    let revoked = Draft(id: 3)
    _ = craft.hear(used.message)
    _ = craft.hear(Command.revocation(of: revoked, at: 0, id: 3).message)
    let requests: [Draft] = [
      draft { $0.set(8, Array("cmd:x:y".utf8)) },
      draft { $0.tokens[0].set(19, integer: now + 1, 4) },
      used, other, revoked,
    ]
    for request in requests {
      let (refusal, message) = decline(craft, request)
      #expect(refusal.reason == .capabilityDenied)
      #expect(Reply(message).integer(2) == 80)
    }
  }

  // E-42
  @Test func aPeerThatIsNotTheSubjectGetsNoAnswer() {
    let craft = Craft()
    let wrong = decline(craft, Draft(), peer: .stranger)
    #expect(wrong.refusal.reason == .badCommanderSignature)
    #expect(wrong.reply == [])
    let right = decline(craft, Draft(), peer: .commander)
    #expect(right.refusal.reason == .capabilityDenied)
    #expect(right.reply.count > 0)
  }

  // S2
  @Test func withoutTimeOrStoreNothingIsSaid() {
    let craft = Craft()
    let untimed = craft.decline(Draft().message, at: nil)
    #expect(untimed.refusal.reason == .noSecureTime && untimed.reply == [])
    craft.board.restart(recovers: false)
    let unready = craft.decline(Draft().message)
    #expect(unready.refusal.reason == .storeUnavailable)
    #expect(unready.reply == [])
  }

  // Step 1 before step 2.
  @Test func withoutTimeOrStoreNothingIsReadOfAMessage() {
    let craft = Craft()
    let untimed = craft.decline([1], at: nil)
    #expect(untimed.refusal.reason == .noSecureTime)
    craft.board.restart(recovers: false)
    #expect(craft.decline([1]).refusal.reason == .storeUnavailable)
  }

  @Test func whatIsNoRequestIsMalformed() {
    let craft = Craft()
    let whole = Draft().message
    let messages: [[UInt8]] = [
      [], [1], [6] + Array(whole.dropFirst()), Array(whole.dropLast()),
    ]
    for message in messages {
      let (refusal, reply) = craft.decline(message)
      #expect(refusal.reason == .malformedRequest)
      #expect(reply == [])
    }
  }

  // E-66: the refusal stands.
  @Test(arguments: 0...1)
  func withoutChanceTheRefusalStandsAndNothingIsSaid(left: Int) {
    let craft = Craft()
    craft.entropy.left = left
    let (refusal, reply) = decline(craft, Draft())
    #expect(refusal.reason == .capabilityDenied)
    #expect(reply == [])
  }

  @Test func aSecretThatHasFlippedSignsNothing() {
    let craft = Craft()
    #expect(craft.flipExecutorKey())
    let (refusal, reply) = decline(craft, Draft())
    #expect(refusal.reason == .capabilityDenied)
    #expect(reply == [])
  }
}
