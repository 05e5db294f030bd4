// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import SimulatedNVM
import TestSupport
import Testing

/// constraint_rate: accepted tasks in a sliding window, by issuer and
/// subject (E-91).
@Suite struct RateTests {
  private static func rate(_ count: UInt64, _ period: UInt64) -> [UInt8] {
    NaiveInteger.bigEndian(count, 4) + NaiveInteger.bigEndian(period, 4)
  }

  /// A root under a rate.
  private func rated(
    _ id: UInt64, _ count: UInt64 = 1, per period: UInt64 = 600,
    _ change: (inout Draft) -> Void = { _ in }
  ) -> Draft {
    draft(id: id) {
      $0.tokens[0].set(15, Self.rate(count, period))
      $0.tokens[0].set(10, integer: now + 9_000, 4)
      change(&$0)
    }
  }

  @Test func theWindowSlidesAndItsEdgeIsFree() {
    let satellite = Satellite()
    satellite.use(rated(1))
    for seconds in [now, now + 1, now + 599] {
      let refused = rated(2)
      #expect(
        satellite.verdict(refused, at: seconds)
          == Verdict(
            .constraintViolation, .mark, chainIndex: 0,
            offset: refused.offset(ofToken: 0, 15)))
    }
    #expect(satellite.verdict(rated(2), at: now + 600) == .accept)
    #expect(
      satellite.verdict(rated(3), at: now + 1199).reason
        == .constraintViolation)
    #expect(satellite.verdict(rated(3), at: now + 1200) == .accept)
  }

  // Elapsed time is lo(now) - hi(then).
  @Test func inDoubtTheWindowIsLonger() {
    let satellite = Satellite()
    let first = satellite.verdict(
      message: rated(1).message, now: interval(now, now + 50))
    #expect(first == .accept)
    let doubtful = satellite.verdict(
      message: rated(2).message, now: interval(now + 649, now + 900))
    #expect(doubtful.reason == .constraintViolation)
    let certain = satellite.verdict(
      message: rated(2).message, now: interval(now + 650, now + 900))
    #expect(certain == .accept)
  }

  @Test func asManyTasksAsTheLimitSaysAreAccepted() {
    let satellite = Satellite()
    for id in 1...3 as ClosedRange<UInt64> {
      #expect(satellite.verdict(rated(id, 3), at: now + id) == .accept)
    }
    #expect(
      satellite.verdict(rated(4, 3), at: now + 4).reason
        == .constraintViolation)
    // The first falls out of the window, the second not yet.
    #expect(satellite.verdict(rated(4, 3), at: now + 601) == .accept)
    #expect(
      satellite.verdict(rated(5, 3), at: now + 601).reason
        == .constraintViolation)
  }

  // A refusal does not count.
  @Test func refusedRequestsDoNotUseUpTheRate() {
    let satellite = Satellite()
    for id in 1...5 as ClosedRange<UInt64> {
      let denied = rated(id) { $0.set(8, Array("cmd:other:x".utf8)) }
      #expect(satellite.verdict(denied).reason == .capabilityDenied)
    }
    #expect(satellite.verdict(rated(6)) == .accept)
    #expect(satellite.verdict(rated(7)).reason == .constraintViolation)
    // Nor is the refused token burnt.
    #expect(satellite.verdict(rated(7), at: now + 600) == .accept)
  }

  // Tasks under the pair count, with a limit or without.
  @Test func tokensWithoutALimitCountForThoseWithOne() {
    let satellite = Satellite()
    satellite.use(Draft(id: 1))
    #expect(satellite.verdict(rated(2)).reason == .constraintViolation)
    #expect(satellite.verdict(rated(3, 2)) == .accept)
    #expect(satellite.verdict(Draft(id: 4)) == .accept)
  }

  @Test func anotherSubjectOrIssuerHasItsOwnWindow() {
    var profile = ProfileRecord()
    profile.issuers.append(TestKey.secondOperator.publicKey)
    let satellite = Satellite(profile: profile)
    satellite.use(rated(1))
    let subject = rated(2) {
      $0.tokens[0].set(4, TestKey.delegateB.publicKey)
      $0.commander = .delegateB
    }
    #expect(satellite.verdict(subject) == .accept)
    let issuer = rated(3) {
      $0.tokens[0].set(2, TestKey.secondOperator.publicKey)
      $0.tokens[0].signer = .secondOperator
    }
    #expect(satellite.verdict(issuer) == .accept)
    // A text subject is another subject, even with the same key behind it.
    let text = rated(4) {
      $0.tokens[0].set(4, Array("ICEYE-X14-51070".utf8))
    }
    #expect(satellite.verdict(text) == .accept)
  }

  // Every such token of the chain, whoever presents it.
  @Test func theRootsRateCountsWhatItsDelegatesDo() {
    func chain(_ id: UInt64, limited: Int) -> Draft {
      draft(depth: 2, id: id) {
        $0.tokens[limited].set(15, Self.rate(1, 600))
      }
    }
    for limited in 0...2 {
      let satellite = Satellite()
      satellite.use(chain(1, limited: limited))
      let second = chain(2, limited: limited)
      #expect(
        satellite.verdict(second)
          == Verdict(
            .constraintViolation, .mark, chainIndex: limited,
            offset: second.offset(ofToken: limited, 15)))
    }
    let satellite = Satellite()
    satellite.use(chain(1, limited: 0))
    #expect(satellite.verdict(rated(3)).reason == .constraintViolation)
  }

  // One task is one, even if the pair comes twice in its chain.
  @Test func aPairThatComesTwiceInAChainCountsOnce() {
    let satellite = Satellite()
    let loop = draft(depth: 3) {
      // Commander to B, B to commander, commander to B again.
      for (index, key) in [
        (1, TestKey.delegateB), (2, .commander),
        (3, .delegateB),
      ] {
        $0.tokens[index].set(4, key.publicKey)
        $0.tokens[index].set(
          2,
          ($0.tokens[index - 1].stream.records.first { $0.type == 4 })?
            .value ?? [])
      }
      $0.tokens[1].signer = .commander
      $0.tokens[2].signer = .delegateB
      $0.tokens[3].signer = .commander
      $0.tokens[3].set(15, Self.rate(2, 600))
      $0.commander = .delegateB
    }
    #expect(satellite.verdict(loop) == .accept)
    let second = draft(depth: 1, id: 2) {
      $0.tokens[1].set(15, Self.rate(2, 600))
    }
    #expect(satellite.verdict(second) == .accept)
    let third = draft(depth: 1, id: 3) {
      $0.tokens[1].set(15, Self.rate(2, 600))
    }
    #expect(satellite.verdict(third).reason == .constraintViolation)
  }

  @Test func whatCannotBeJudgedIsRefused() {
    let cases: [(UInt64, UInt64, Reason?)] = [
      (0, 600, .constraintViolation), (1, 604_800, nil),
      (1, 604_801, .constraintViolation),
      (UInt64(UInt32.max), UInt64(UInt32.max), .constraintViolation),
      (1, 0, .malformedToken), (0, 0, .malformedToken), (1, 1, nil),
    ]
    for (count, period, reason) in cases {
      #expect(verdict(rated(1, count, per: period)).reason == reason)
    }
  }

  @Test func theWindowSurvivesARestart() {
    let satellite = Satellite()
    satellite.use(rated(1))
    satellite.restart()
    #expect(satellite.verdict(rated(2)).reason == .constraintViolation)
    #expect(
      satellite.verdict(rated(2), at: now + 599).reason
        == .constraintViolation)
    #expect(satellite.verdict(rated(2), at: now + 600) == .accept)
  }

  // No room in the ledger: refused; tokens without a limit are not.
  @Test func aLedgerThatHasForgottenRefuses() {
    let satellite = Satellite(sizes: Board.Sizes(ledger: 2))
    for id in 1...3 as ClosedRange<UInt64> {
      satellite.use(
        draft(id: id) {
          $0.tokens[0].set(4, Array("ICEYE-X14-51070".utf8))
        })
    }
    #expect(satellite.verdict(rated(4)).reason == .constraintViolation)
    #expect(satellite.verdict(Draft(id: 5)) == .accept)
    #expect(satellite.verdict(rated(6, 9), at: now + 600) == .accept)
  }

  @Test func withoutALedgerNoLimitCanBeKept() {
    let satellite = Satellite(sizes: Board.Sizes(ledger: 0))
    #expect(satellite.verdict(Draft(id: 1)) == .accept)
    #expect(satellite.verdict(rated(2)).reason == .constraintViolation)
  }
}
