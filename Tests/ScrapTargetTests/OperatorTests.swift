// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import SimulatedNVM
import TestSupport
import Testing

@testable import ScrapTarget

/// The operator's commands (E-39, E-70).
@Suite struct OperatorTests {
  /// A request with a root token of an issuer.
  private func token(_ id: UInt64, by key: TestKey) -> Draft {
    draft(id: id) {
      $0.tokens[0].set(2, key.publicKey)
      $0.tokens[0].signer = key
    }
  }

  // MARK: Revocation

  @Test func aRevokedTokenIsRefusedAndSaidToBeRevoked() {
    let craft = operatedCraft()
    expectTaken(craft, .revocation(of: Draft(), at: 0), .revocation)
    let (heard, reply) = craft.hear(Draft().message)
    #expect(heard == .refused(.revoked))
    // The commander proved who it is, and learns why.
    #expect(Reply(reply).type == 0x03)
    #expect(Reply(reply).text(4) == "revoked")
    #expect(
      craft.hear(draft(id: 2).message).heard == .granted(Draft.tokenID(2, 0)))
    craft.restart()
    #expect(craft.hear(Draft().message).heard == .refused(.revoked))
  }

  @Test func theRevocationOfAnyMemberRefusesTheChain() {
    for member in 0...3 {
      let craft = operatedCraft()
      let chain = Draft(depth: 3)
      expectTaken(craft, .revocation(of: chain, at: member), .revocation)
      #expect(craft.hear(chain.message).heard == .refused(.revoked))
    }
  }

  @Test func aTaskThatWasAcceptedIsNotAnsweredAgainOnceItsTokenIsRevoked() {
    let craft = operatedCraft()
    #expect(craft.hear(Draft().message).heard == .granted(Draft.tokenID(1, 0)))
    expectTaken(craft, .revocation(of: Draft(), at: 0), .revocation)
    let (heard, reply) = craft.hear(Draft().message)
    #expect(heard == .refused(.revoked))
    #expect(Reply(reply).type == 0x03)
  }

  @Test func aTokenThatLivesLongerThanAnyIsNotHeldInTheStore() {
    let craft = operatedCraft()
    let lifetime: UInt64 = 604_800
    let token = (TestKey.stranger, Draft.tokenID(5, 0))
    let longest = Command.revocation([
      (token.0, token.1, now + lifetime)
    ])
    let longer = Command.revocation([
      (token.0, token.1, now + lifetime + 1)
    ])
    expectRefused(
      craft, longer, .revocationTooFar, at: place(longer, 6))
    expectTaken(craft, longest, .revocation)
  }

  @Test func aTokenNamedTwiceIsNoList() {
    let craft = operatedCraft()
    let token = (TestKey.stranger, Draft.tokenID(5, 0), now + 60)
    let twice = Command.revocation([token, token])
    expectRefused(
      craft, twice, .malformedMessage, at: place(twice, 6))
  }

  @Test func aFullStoreRefusesTheRevocationAndTheVersionIsSpent() {
    let craft = operatedCraft(sizes: Board.Sizes(entries: 4))
    let list = (1...4).map {
      (TestKey.stranger, Draft.tokenID(UInt64($0) + 50, 0), now + 60)
    }
    expectTaken(craft, .revocation(list), .revocation)
    let more = Command.revocation(of: Draft(), at: 0, version: 2)
    #expect(
      craft.hear(more.message).heard
        == .operatorRefused(OperatorRefusal(.storeFull)))
    expectRefused(craft, more, .oldVersion)
    // The same tokens again need no room.
    expectTaken(
      craft, Command.revocation(list, version: 3), .revocation)
  }

  // MARK: Issuers

  /// The trap that users fall into: a rotation.
  @Test func aKeyRotationNeitherLocksTheOperatorOutNorLeavesAnOldKeyInForce() {
    let craft = operatedCraft()
    let old = token(1, by: .groundOperator)
    let new = token(2, by: .secondOperator)
    #expect(craft.hear(old.message).heard == .granted(Draft.tokenID(1, 0)))
    expectTaken(craft, .issuers([.secondOperator]), .issuerList)
    for _ in 0..<2 {
      let stale = token(3, by: .groundOperator)
      #expect(craft.hear(stale.message).heard == .refused(.invalidSignature))
      craft.restart()
    }
    #expect(craft.hear(new.message).heard == .granted(Draft.tokenID(2, 0)))
    // An older list does not come back.
    let both = [TestKey.groundOperator, .secondOperator]
    expectRefused(craft, .issuers(both), .oldVersion)
    // The operations key is untouched, so the way back is open.
    expectTaken(craft, .issuers(both, version: 2), .issuerList)
    let again = token(4, by: .groundOperator)
    #expect(craft.hear(again.message).heard == .granted(Draft.tokenID(4, 0)))
  }

  @Test func noListCanDisableEveryIssuer() {
    let craft = operatedCraft()
    let empty = Command.issuers([])
    let (heard, _) = craft.hear(empty.message)
    guard case .operatorRefused(let refusal) = heard else {
      Issue.record("an empty list")
      return
    }
    #expect(refusal.reason == .malformedMessage)
    expectRefused(
      craft, .issuers([.stranger]), .unknownIssuer,
      at: place(.issuers([.stranger]), 6))
    let mixed = Command.issuers([.groundOperator, .operations])
    expectRefused(craft, mixed, .unknownIssuer, at: place(mixed, 6))
    #expect(craft.hear(Draft().message).heard == .granted(Draft.tokenID(1, 0)))
  }

  @Test func aDisabledIssuersDelegationsAreRefusedWithItsRoot() {
    let craft = operatedCraft()
    expectTaken(craft, .issuers([.secondOperator]), .issuerList)
    #expect(
      craft.hear(Draft(depth: 2).message).heard
        == .refused(.invalidSignature))
  }

  /// Power fails in every operation of a list: the old one or the new is in
  /// force, and never neither.
  @Test func aCutLeavesTheOldIssuersOrTheNewInForce() {
    for cut in 0..<200 {
      let craft = operatedCraft()
      let operation = craft.board.medium.operationCount + cut / 2
      craft.board.medium.faults[operation] = MemoryMedium.Fault(
        cut % 2 == 0 ? .nothing : .all, .powerFailure)
      let (heard, reply) = craft.hear(
        Command.issuers([.secondOperator]).message)
      let isOver = !craft.board.medium.isOff
      craft.board.medium.faults = [:]
      craft.board.medium.restorePower()
      craft.restart()
      let old = craft.hear(Draft().message).heard
      let new = craft.hear(
        token(2, by: .secondOperator).message)
      #expect(new.heard == .granted(Draft.tokenID(2, 0)), "\(cut)")
      if heard == .operatorTaken(.issuerList, 1) {
        #expect(Reply(reply).type == 0x27)
        #expect(old == .refused(.invalidSignature), "\(cut)")
      } else {
        #expect(reply == [])
        #expect(
          old == .refused(.invalidSignature)
            || old == .granted(Draft.tokenID(1, 0)), "\(cut)")
      }
      if isOver { return }
    }
    Issue.record("a cut comes after everything")
  }

  /// The same for each command: what was acknowledged holds, and what was not
  /// is acknowledged when it is sent again with the next version.
  @Test(arguments: 0..<4)
  func aCutInAnyCommandLeavesItWholeOrNotAcknowledged(_ number: Int) {
    for cut in 0..<200 {
      let craft = operatedCraft()
      let medium = craft.board.medium
      medium.faults[medium.operationCount + cut / 2] = MemoryMedium.Fault(
        cut % 2 == 0 ? .nothing : .all, .powerFailure)
      let (heard, reply) = craft.hear(Command.all[number].message)
      let isOver = !medium.isOff
      medium.faults = [:]
      craft.restart()
      let isTaken = heard == .operatorTaken(Command.kinds[number], 1)
      #expect(reply.isEmpty == !isTaken, "\(cut)")
      if isTaken { expectEffect(craft, number, "\(cut)") }
      let again = Command.all[number].with { $0.version = 2 }
      expectTaken(craft, again, Command.kinds[number])
      craft.restart()
      expectEffect(craft, number, "\(cut)")
      if isOver { return }
    }
    Issue.record("a cut comes after everything")
  }

  private func expectEffect(
    _ craft: Craft, _ number: Int, _ comment: Comment
  ) {
    let kind = Int(Command.kinds[number].rawValue)
    let (version, floors) = craft.target.verifier.withStore {
      ($0.messageVersion(ofKind: kind), $0.floors)
    }
    #expect(version > 0, comment)
    switch Command.kinds[number] {
    case .revocation:
      let heard = craft.hear(Draft().message).heard
      #expect(heard == .refused(.revoked), comment)
    case .issuerList:
      let heard = craft.hear(token(7, by: .secondOperator).message).heard
      #expect(heard == .refused(.invalidSignature), comment)
    case .floorRaise:
      #expect(floors.issuedAtSeconds == now - 500, comment)
    default: break
    }
  }

  // MARK: Floors

  @Test func floorsRiseAndRefuse() {
    let craft = operatedCraft()
    expectTaken(
      craft, .floors(issuance: now + 10, expiry: now - 5), .floorRaise)
    let floors = craft.target.verifier.withStore { $0.floors }
    #expect(floors.issuedAtSeconds == now + 10)
    #expect(floors.expiresAtSeconds == now - 5)
    #expect(craft.hear(Draft().message).heard == .refused(.issuedBeforeFloor))
    // A lower one changes nothing.
    let lower = Command.floors(issuance: 5, version: 2).with {
      $0.signedAtSeconds = now + 11
    }
    #expect(craft.hear(lower.message).heard == .operatorTaken(.floorRaise, 2))
    let same = craft.target.verifier.withStore { $0.floors }
    #expect(same == floors)
  }

  @Test func noFloorLiesFarInTheFuture() {
    let craft = operatedCraft()
    for command in [
      Command.floors(), .floors(issuance: now + 3_601),
      .floors(expiry: now + 1),
      .floors(issuance: .max), .floors(issuance: now, expiry: .max),
    ] {
      expectRefused(
        craft, command, .floorOutOfRange, at: place(command, 6))
    }
    expectTaken(
      craft, .floors(issuance: now + 3_600, expiry: now), .floorRaise)
  }

  @Test func afterALossOnlyAFloorAboveThePresentBringsTheSatelliteBack() {
    let craft = operatedCraft()
    #expect(craft.hear(Draft().message).heard == .granted(Draft.tokenID(1, 0)))
    let before = craft.board.medium.bytes
    #expect(
      craft.hear(draft(id: 2).message).heard == .granted(Draft.tokenID(2, 0)))
    // Both copies of its mark are spoilt.
    for index in before.indices
    where before[index] != craft.board.medium.bytes[index] {
      craft.board.medium.bytes[index] = 0x5a
    }
    craft.restart()
    #expect(
      craft.hear(draft(id: 3).message).heard == .refused(.storeUnavailable))
    for command in [
      Command.revocation(of: Draft(), at: 0), .issuers([.groundOperator]),
      .counterReset(),
    ] {
      expectRefused(craft, command, .versionNotKept)
    }
    // A token accepted within the skew may have been lost.
    expectRefused(craft, .floors(issuance: now + 29), .floorOutOfRange)
    expectTaken(craft, .floors(issuance: now + 30), .floorRaise)
    #expect(
      craft.hear(Draft().message).heard == .refused(.issuedBeforeFloor))
    let fresh = draft(id: 4) {
      $0.tokens[0].set(8, integer: now + 31, 4)
      $0.set(2, integer: now + 31, 4)
    }
    #expect(
      craft.hear(fresh.message, at: .init(exactlySeconds: now + 31)).heard
        == .granted(Draft.tokenID(4, 0)))
  }
}
