// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import ScrapWire
import TestSupport
import Testing

/// The stages one by one, with the world changing between them.
@Suite struct StageTests {
  /// Takes a draft to the last step, lets `event` happen, and marks.
  private func verdict(
    _ draft: Draft, on satellite: Satellite, now time: UInt64 = now,
    between event: () -> Void
  ) -> Verdict {
    let message = draft.message
    do throws(Refusal) {
      let moment = try satellite.verifier.begin(
        now: TrustedTime(exactlySeconds: time))
      let request: UnverifiedRequest
      do throws(RequestParseError) {
        request = try UnverifiedRequest(parsing: message.span)
      } catch {
        throw Refusal(error)
      }
      let admissible = try AdmissibleRequest(
        request, at: moment, under: satellite.verifier.profile)
      let authentic = try AuthenticRequest(
        admissible, under: satellite.verifier.profile, peer: nil)
      let permitted = try PermittedRequest(
        authentic, under: satellite.verifier.profile)
      event()
      return Verdict(try satellite.verifier.mark(permitted))
    } catch {
      return Verdict(error)
    }
  }

  @Test func theStagesLeadToAGrant() {
    let satellite = Satellite()
    let verdict = verdict(Draft(depth: 2), on: satellite) {}
    #expect(verdict == .accept)
    #expect(satellite.statistics.entryCount == 3)
  }

  // E-65: floor G rose after step 4.
  @Test func theIssuanceFloorIsAskedAgainWithTheMark() {
    let satellite = Satellite()
    let chain = Draft(depth: 2)
    let verdict = verdict(chain, on: satellite) {
      satellite.raiseIssuanceFloor(to: now - 99)
    }
    #expect(
      verdict
        == Verdict(
          .issuedBeforeFloor, .mark, chainIndex: 0,
          offset: chain.offset(ofToken: 0, 8)))
    #expect(satellite.statistics.entryCount == 0)
  }

  // E-55, E-62: floor E rose after step 4, to make room for another.
  @Test func theExpiryFloorIsAskedAgainWithTheMark() {
    let satellite = Satellite(sizes: Board.Sizes(entries: 1))
    satellite.use(
      draft(id: 5) {
        $0.tokens[0].set(10, integer: now + 20, 4)
      })
    let short = draft { $0.tokens[0].set(10, integer: now + 10, 4) }
    let verdict = verdict(short, on: satellite) {
      satellite.board.store.withStoreRoom(at: now + 21)
    }
    #expect(
      verdict
        == Verdict(
          .expired, .mark, chainIndex: 0,
          offset: short.offset(ofToken: 0, 10)))
  }

  // E-60: somebody else used it between the steps.
  @Test func aTokenUsedBetweenTheStepsIsReplayed() {
    let satellite = Satellite()
    let other = draft { $0.set(0, Array("FIRST".utf8)) }
    let verdict = verdict(Draft(), on: satellite) { satellite.use(other) }
    #expect(verdict.reason == .replayed)
    #expect(verdict.step == .mark)
    #expect(satellite.statistics.entryCount == 1)
  }

  // E-39: the operator disabled the issuer between the steps.
  @Test func anIssuerDisabledBetweenTheStepsIsNotTrusted() {
    let satellite = Satellite()
    let verdict = verdict(Draft(depth: 2), on: satellite) {
      #expect(
        satellite.board.store.pointee.takeMessageVersion(
          1, ofKind: Int(OperatorMessageKind.issuerList.rawValue),
          with: OperatorChange(issuerSwitches: .unknown)) == .taken)
    }
    #expect(verdict.reason == .invalidSignature)
    #expect(verdict.step == .mark)
    #expect(verdict.chainIndex == 0)
    #expect(satellite.statistics.entryCount == 0)
  }

  // S2: the store was lost between the steps.
  @Test func aStoreThatIsGoneByTheLastStepRefuses() {
    let satellite = Satellite()
    let verdict = verdict(Draft(), on: satellite) {
      satellite.board.restart(recovers: false)
    }
    #expect(verdict == Verdict(.storeUnavailable, .mark))
  }

  // What a grant tells the executor (E-88, E-98).
  @Test func theGrantSaysWhatWasSigned() {
    let request = draft(depth: 2) { $0.set(16, integer: 5, 8) }
    let message = request.message
    do throws(Refusal) {
      let grant = try Satellite().verifier.verify(
        message: message.span, now: interval(now, now + 3))
      let (count, time) = (grant.tokenCount, grant.time)
      #expect(count == 3)
      #expect(time == interval(now, now + 3))
      let id = Draft.tokenID(1, 2)
      #expect((0..<16).allSatisfy { grant.tokenID.byte(at: $0) == id[$0] })
      let task = grant.signedTask
      #expect(task?.maxAmountSats == 5)
      #expect(task.map { text($0.taskID) } == "TASK-1")
      #expect(task.map { text($0.capability) } == "cmd:imaging:msi")
      let key = TestKey.delegateC.publicKey
      #expect(task.map { $0.commander.span.isEqual(to: key.span) } == true)
    } catch {
      Issue.record("\(Verdict(error))")
    }
  }

  // A grant for a chain alone names no task.
  @Test func aChainAlonesGrantHasNoTask() {
    let chain = Draft().chain[0]
    let counts = [chain.count]
    do throws(Refusal) {
      let grant = try Satellite().verifier.verify(
        chain: chain.span, tokenByteCounts: counts.span,
        now: interval(now, now), peer: Satellite.peer(.commander))
      let hasTask = grant.signedTask != nil
      #expect(!hasTask)
    } catch {
      Issue.record("\(Verdict(error))")
    }
  }

  private func text(_ text: ShortText) -> String {
    String(
      decoding: (0..<text.count).map { text.span[$0] }, as: UTF8.self)
  }
}

extension UnsafeMutablePointer where Pointee == Board.BoardStore {
  /// Marks something else, later: an expired entry makes room.
  func withStoreRoom(at seconds: UInt64) {
    var set = MarkSet(
      requestDigest: nil, loSeconds: seconds, hiSeconds: seconds)
    set.append(
      TokenMark(
        key: MarkKey(high: 1, low: 2), ledgerKey: LedgerKey(3),
        issuedAtSeconds: UInt32(seconds), expiresAtSeconds: .max,
        rateLimit: nil))
    do throws(ReplayRefusal) {
      try pointee.testAndMark(set)
    } catch {
      preconditionFailure("there is room: \(error)")
    }
  }
}
