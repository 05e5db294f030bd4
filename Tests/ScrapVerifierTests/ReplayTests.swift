// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapVerifier
import SimulatedNVM
import TestSupport
import Testing

/// Section F of the resolutions: good once, and only by its holder.
@Suite struct ReplayTests {
  private func other(_ draft: Draft) -> Draft {
    var other = draft
    other.set(0, Array("ANOTHER".utf8))
    return other
  }

  // E-59, E-60: a rejected frame advances no replay state: whatever was
  // wrong with it, the real request is still good.
  @Test func aRejectedFrameAdvancesNoReplayState() {
    for defect in Defect.ordered {
      var scenario = Scenario()
      defect.apply(&scenario)
      let isOfTheFrame =
        scenario.before.isEmpty && scenario.last.isEmpty && scenario.recovers
        && scenario.sizes == Board.Sizes() && !scenario.isFull
      guard isOfTheFrame, defect.step != .readiness else { continue }
      let satellite = Satellite(profile: scenario.profile)
      let before = satellite.board.image
      #expect(satellite.verdict(scenario.draft).reason == defect.reason)
      let isUnchanged = satellite.board.image == before
      #expect(isUnchanged, "\(defect.name)")
      satellite.restart(profile: ProfileRecord())
      let real = satellite.verdict(Draft(depth: 2))
      #expect(real == .accept, "\(defect.name)")
    }
  }

  // A counter or a clock in the request is not what protects against
  // replay: older requests may come later, newer ones do not renew a token.
  @Test func theOrderAndTimeOfRequestsIsNoReplayProtection() {
    let satellite = Satellite()
    let newer = draft(id: 1) { $0.set(2, integer: now, 4) }
    let older = draft(id: 2) { $0.set(2, integer: now - 90, 4) }
    #expect(satellite.verdict(newer) == .accept)
    #expect(satellite.verdict(older) == .accept)
    let renewed = draft(id: 2) { $0.set(2, integer: now + 20, 4) }
    #expect(satellite.verdict(renewed).reason == .replayed)
  }

  // S2: persisted state is known and reported before the gate opens.
  @Test func whatWasPersistedIsReportedBeforeTheGateOpens() {
    let satellite = Satellite()
    satellite.use(Draft(depth: 2))
    satellite.restart(recovers: false)
    let outcome = satellite.verifier.withStore { $0.outcome }
    #expect(outcome == .notRecovered)
    #expect(satellite.statistics.entryCount == 0)
    #expect(satellite.verdict(Draft(id: 2)).reason == .storeUnavailable)
    let recovered = satellite.verifier.withStore { $0.recover() }
    #expect(recovered == .ready)
    #expect(satellite.statistics.entryCount == 3)
    #expect(satellite.floors.timeMarkSeconds == now)
    #expect(satellite.verdict(Draft(depth: 2)).reason == .alreadyAccepted)
  }

  // E-61
  @Test func theSameIdByAnotherIssuerIsAnotherToken() {
    var profile = ProfileRecord()
    profile.issuers.append(TestKey.secondOperator.publicKey)
    let satellite = Satellite(profile: profile)
    satellite.use(Draft())
    let second = draft {
      $0.tokens[0].set(2, TestKey.secondOperator.publicKey)
      $0.tokens[0].signer = .secondOperator
    }
    #expect(satellite.verdict(second) == .accept)
    #expect(satellite.verdict(other(second)).reason == .replayed)
  }

  // E-61
  @Test func aDelegateCannotBurnAVictimsToken() {
    let satellite = Satellite()
    let victim = Draft(id: 7)
    let attack = draft(depth: 1) {
      $0.tokens[1].set(12, Draft.tokenID(7, 0))
    }
    #expect(satellite.verdict(attack) == .accept)
    #expect(satellite.verdict(victim) == .accept)
  }

  // E-62, E-46
  @Test func aLiveEntryIsNeverDropped() {
    let satellite = Satellite(sizes: Board.Sizes(entries: 3))
    for id in 1...3 as ClosedRange<UInt64> {
      satellite.use(
        draft(id: id) {
          $0.tokens[0].set(10, integer: now + 100 * id, 4)
        })
    }
    func fresh(_ time: TrustedTime) -> Verdict {
      let fresh = draft(id: 9) { $0.tokens[0].set(10, integer: now + 999, 4) }
      return satellite.verdict(message: fresh.message, now: time)
    }
    let image = satellite.board.image
    #expect(fresh(interval(now, now)) == Verdict(.cacheFull, .mark))
    // At expires_at it still lives, and in doubt it does.
    #expect(fresh(interval(now + 100, now + 100)).reason == .cacheFull)
    #expect(fresh(interval(now + 100, now + 300)).reason == .cacheFull)
    let isUnchanged = satellite.board.image == image
    #expect(isUnchanged)
    #expect(
      satellite.verdict(
        other(
          draft(id: 1) {
            $0.tokens[0].set(10, integer: now + 100, 4)
          })
      ).reason == .replayed)
    #expect(fresh(interval(now + 101, now + 150)) == .accept)
    #expect(satellite.floors.expiresAtSeconds == now + 101)
    #expect(satellite.statistics.entryCount == 3)
    // What was dropped stays refused whatever the clock says.
    let dropped = draft(id: 1) {
      $0.tokens[0].set(10, integer: now + 100, 4)
    }
    #expect(satellite.verdict(dropped, at: now).reason == .expired)
  }

  // E-63: what is short, and how full the store is.
  @Test func aFullStoreSaysWhatIsShort() {
    let satellite = Satellite(
      sizes: Board.Sizes(
        entries: 12,
        quota: ReplayQuota(directShareCount: 8, rootSubjectCountMax: 5)))
    func fill(_ draft: Draft) -> StoreFill? {
      let message = draft.message
      do throws(Refusal) {
        _ = try satellite.verifier.verify(
          message: message.span,
          now: TrustedTime(exactlySeconds: Satellite.now))
        return nil
      } catch { return error.fill }
    }
    #expect(fill(Draft(depth: 2, id: 10)) == nil)
    #expect(
      fill(Draft(depth: 1, id: 20))
        == StoreFill(.directShare, entryCount: 3, entryCapacity: 12))
    #expect(fill(Draft(id: 30)) == nil)
    #expect(fill(Draft(id: 40)) == nil)
    #expect(
      fill(Draft(id: 50))
        == StoreFill(.rootSubject, entryCount: 5, entryCapacity: 12))
    #expect(satellite.verdict(Draft(id: 50)) == Verdict(.cacheFull, .mark))
    // Delegations still count for their root after a restart.
    satellite.restart()
    #expect(
      fill(Draft(id: 50))
        == StoreFill(.rootSubject, entryCount: 5, entryCapacity: 12))
  }

  // E-62: no part of a chain is marked.
  @Test func aChainThatDoesNotFitLeavesNothingBehind() {
    let satellite = Satellite(sizes: Board.Sizes(entries: 3))
    satellite.use(Draft(id: 5))
    let image = satellite.board.image
    let chain = Draft(depth: 2)
    #expect(satellite.verdict(chain).reason == .cacheFull)
    let isUnchanged = satellite.board.image == image
    #expect(isUnchanged)
    #expect(satellite.verdict(Draft(depth: 1)) == .accept)
  }

  // E-64: a fault at each operation of the commit, with and without a cut.
  @Test(arguments: [true, false])
  func noFaultOfTheMediumMakesATokenGoodTwice(isCut: Bool) {
    for operation in 0..<12 {
      for count in [0, 5, 48] {
        let satellite = Satellite()
        satellite.use(Draft(id: 8))
        let medium = satellite.board.medium
        medium.faults[medium.operationCount + operation] =
          isCut
          ? .cut(afterByteCount: count) : .error(afterByteCount: count)
        let first = satellite.verdict(Draft(depth: 2))
        #expect(first.isAccept || first.reason == .storeUnavailable)
        medium.faults = [:]
        satellite.restart()
        let second = satellite.verdict(Draft(depth: 2))
        let third = satellite.verdict(other(Draft(depth: 2)))
        let accepts = [first, second, third].filter(\.isAccept).count
        #expect(accepts <= 1, "operation \(operation): \(first), \(second)")
        if first.isAccept { #expect(second.reason == .alreadyAccepted) }
        #expect(satellite.verdict(Draft(id: 8)).reason == .alreadyAccepted)
      }
    }
  }

  // E-65
  @Test func aBlankStoreIsNotANewOne() {
    let satellite = Satellite(isFormatted: false)
    let outcome = satellite.verifier.withStore { $0.outcome }
    #expect(outcome == .blank)
    #expect(
      satellite.verdict(Draft()) == Verdict(.storeUnavailable, .readiness))
    #expect(!satellite.raiseIssuanceFloor(to: now))
    #expect(satellite.verdict(Draft()).reason == .storeUnavailable)
  }

  // E-65
  @Test func aLostRecordRefusesEverythingUntilAFloorIsSet() {
    let satellite = Satellite()
    satellite.use(Draft(id: 1))
    let before = satellite.board.medium.bytes
    satellite.use(Draft(id: 2))
    let after = satellite.board.medium.bytes
    for place in before.indices where before[place] != after[place] {
      satellite.board.medium.bytes[place] = 0x33
    }
    satellite.use(Draft(id: 3))
    satellite.restart()
    let outcome = satellite.verifier.withStore { $0.outcome }
    #expect(outcome == .lossDetected)
    #expect(satellite.verdict(Draft(id: 4)).reason == .storeUnavailable)
    #expect(satellite.raiseIssuanceFloor(to: now))
    for id in 1...4 as ClosedRange<UInt64> {
      #expect(satellite.verdict(Draft(id: id)).reason == .issuedBeforeFloor)
    }
    let fresh = draft(id: 5) {
      $0.tokens[0].set(8, integer: now + 1, 4)
      $0.set(2, integer: now + 1, 4)
    }
    #expect(satellite.verdict(fresh) == .accept)
  }

  // E-65: at the floor is not above it.
  @Test func aTokenMustBeIssuedAfterTheFloor() {
    let sizes = Board.Sizes(issuedAfterSeconds: now - 50)
    func issued(_ seconds: UInt64) -> Reason? {
      let draft = draft { $0.tokens[0].set(8, integer: seconds, 4) }
      return Satellite(sizes: sizes).verdict(draft).reason
    }
    #expect(issued(now - 51) == .issuedBeforeFloor)
    #expect(issued(now - 50) == .issuedBeforeFloor)
    #expect(issued(now - 49) == nil)
  }

  // E-66, E-67: never executed again, whatever happens between.
  @Test func theVeryRequestComesBackAsAlreadyAccepted() {
    let satellite = Satellite()
    let chain = Draft(depth: 2)
    satellite.use(chain)
    let expected = Verdict(
      .alreadyAccepted, .mark, chainIndex: 2,
      offset: chain.offset(ofToken: 2, 12))
    for _ in 0..<3 {
      #expect(satellite.verdict(chain) == expected)
      #expect(satellite.verdict(other(chain)).reason == .replayed)
      satellite.restart()
    }
  }

  // E-67: without its signatures it is not called accepted.
  @Test func onlyTheHolderLearnsThatATokenWasUsed() {
    let satellite = Satellite()
    satellite.use(Draft())
    var forged = Draft().message
    forged[forged.count - 1] ^= 1
    #expect(
      satellite.verdict(message: forged).reason == .badCommanderSignature)
    let stranger = draft { $0.commander = .stranger }
    #expect(satellite.verdict(stranger).reason == .badCommanderSignature)
    var token = draft { $0.tokens[0].signatureFlip = 1 }
    token.set(0, Array("X".utf8))
    #expect(satellite.verdict(token).reason == .invalidSignature)
  }

  // E-67: used as a chain alone, or through another leaf.
  @Test func whatWasNotAcceptedAsThisRequestIsReplayed() {
    let satellite = Satellite()
    let chain = Draft(depth: 1)
    let alone = satellite.verdict(chain: chain.chain, peer: .delegateB)
    #expect(alone == .accept)
    #expect(satellite.verdict(chain).reason == .replayed)
    satellite.restart()
    #expect(satellite.verdict(chain).reason == .replayed)
  }

  // E-68: a rate is no count of uses.
  @Test func eachTokenIsGoodOnceWhateverItsRate() {
    let satellite = Satellite()
    let rated = draft { $0.tokens[0].set(15, [0, 0, 0, 99, 0, 0, 0, 1]) }
    satellite.use(rated)
    #expect(satellite.verdict(other(rated)).reason == .replayed)
  }

  // E-69, E-15: the same id again, under any expiry.
  @Test func anEntryIsNeverShortened() {
    let satellite = Satellite()
    satellite.use(Draft())
    for expiry in [now + 1, now + 3599, now + 3601] {
      let again = draft { $0.tokens[0].set(10, integer: expiry, 4) }
      #expect(satellite.verdict(again).reason == .replayed)
    }
    #expect(
      satellite.statistics.earliestExpirySeconds == UInt32(now + 3600))
    #expect(satellite.statistics.entryCount == 1)
  }

  // E-71, E-100: other messages of the protocol mark nothing here.
  @Test func noOtherMessageIsARequest() {
    let satellite = Satellite()
    let message = Draft().message
    for type in 0...UInt8.max where type != 1 {
      let other = [type] + message.dropFirst()
      #expect(
        satellite.verdict(message: other)
          == Verdict(.malformedRequest, .structure, offset: 0))
    }
    let token = Draft().chain[0]
    let bare = [0x11] + NaiveInteger.bigEndian(UInt64(token.count), 2) + token
    #expect(satellite.verdict(message: bare).reason == .malformedRequest)
    #expect(satellite.verdict(message: message) == .accept)
  }
}
