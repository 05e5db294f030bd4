// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ScrapReplay

/// Tokens that the operator revokes (E-70), without a medium.
struct RevocationTests {
  private func revocation(
    _ tokens: TokenMark..., lo: UInt64 = 1_000
  ) -> MarkSet {
    var set = MarkSet(
      requestDigest: nil, loSeconds: lo, hiSeconds: lo + 2,
      isRevocation: true)
    for token in tokens { set.append(token) }
    return set
  }

  private func revoked(_ index: UInt8) -> ReplayRefusal {
    ReplayRefusal(.revoked, tokenIndex: index)
  }

  @Test func aRevokedTokenIsRefusedByThatName() {
    let bench = Bench()
    #expect(bench.mark(revocation(token(1))) == nil)
    #expect(bench.mark(chain(token(1))) == revoked(0))
    #expect(bench.mark(chain(token(2))) == nil)
    #expect(bench.statistics.revokedCount == 1)
  }

  @Test func anyMemberOfAChainThatWasRevokedRefusesTheChain() {
    for member in 0..<4 {
      let bench = Bench(entries: 20)
      #expect(bench.mark(revocation(token(UInt64(member) + 1))) == nil)
      let set = chain(token(1), token(2), token(3), token(4), digest: 9)
      #expect(bench.mark(set) == revoked(UInt8(member)))
      #expect(bench.statistics.entryCount == 1)
    }
  }

  @Test func revokedIsNamedBeforeAlreadyAcceptedAndReplayed() {
    let bench = Bench()
    #expect(bench.mark(chain(token(1), token(2), digest: 7)) == nil)
    #expect(
      bench.mark(chain(token(1), token(2), digest: 7))
        == ReplayRefusal(.alreadyAccepted, tokenIndex: 1))
    #expect(bench.mark(revocation(token(2))) == nil)
    #expect(bench.mark(chain(token(1), token(2), digest: 7)) == revoked(1))
    #expect(bench.mark(chain(token(1), token(2), digest: 8)) == revoked(1))
    #expect(bench.statistics.entryCount == 2)
    #expect(
      bench.mark(chain(token(1), digest: 8))
        == ReplayRefusal(.replayed, tokenIndex: 0))
  }

  @Test func floorsAreNamedBeforeRevoked() throws {
    let bench = Bench()
    #expect(bench.mark(revocation(token(1))) == nil)
    try bench.store.raiseIssuanceFloor(to: 500)
    #expect(
      bench.mark(chain(token(1)))
        == ReplayRefusal(.issuedBeforeFloor, tokenIndex: 0))
  }

  @Test func aRevocationOutlivesTheTokenThatWasUsed() {
    let bench = Bench(entries: 4)
    for id in 1...3 as ClosedRange<UInt64> {
      #expect(bench.mark(chain(token(id, expires: 1_100 + UInt32(id)))) == nil)
    }
    // A token under the same id that lives longer is revoked with it.
    #expect(bench.mark(revocation(token(2, expires: 3_000))) == nil)
    for id in 10...13 as ClosedRange<UInt64> {
      let set = chain(token(id, expires: 1_600), lo: 1_500)
      let refusal = bench.mark(set)
      #expect(refusal == (id < 13 ? nil : full(4, of: 4)))
    }
    #expect(
      bench.mark(chain(token(2, expires: 3_000), lo: 1_500)) == revoked(0))
    for id in 20...22 as ClosedRange<UInt64> {
      let set = chain(token(id, expires: 3_500), lo: 3_001)
      #expect(bench.mark(set) == nil)
    }
  }

  @Test func aRevocationNeverShortensAnEntry() {
    let bench = Bench(entries: 4)
    #expect(bench.mark(chain(token(1, expires: 3_000))) == nil)
    #expect(bench.mark(revocation(token(1, expires: 1_200))) == nil)
    for id in 10...12 as ClosedRange<UInt64> {
      #expect(bench.mark(chain(token(id, expires: 2_600), lo: 2_500)) == nil)
    }
    #expect(
      bench.mark(chain(token(13, expires: 2_600), lo: 2_500))
        == full(4, of: 4))
    #expect(
      bench.mark(chain(token(1, expires: 3_000), lo: 2_500)) == revoked(0))
  }

  @Test func aFullStoreRefusesTheRevocationAndForgetsNothing() {
    let bench = Bench(entries: 4)
    for id in 1...4 as ClosedRange<UInt64> {
      #expect(bench.mark(chain(token(id))) == nil)
    }
    #expect(bench.mark(revocation(token(9))) == full(4, of: 4))
    // What is there already needs no room.
    #expect(bench.mark(revocation(token(3))) == nil)
    #expect(bench.mark(chain(token(3))) == revoked(0))
    for id in [1, 2, 4] as [UInt64] {
      #expect(
        bench.mark(chain(token(id)))
          == ReplayRefusal(.replayed, tokenIndex: 0))
    }
  }

  /// What makes room may be a token of the very message.
  @Test func aRevocationThatDropsOneOfItsOwnTokensIsKept() {
    let bench = Bench(entries: 4)
    for id in 1...4 as ClosedRange<UInt64> {
      #expect(bench.mark(chain(token(id, expires: 1_100 + UInt32(id)))) == nil)
    }
    let old = token(1, expires: 1_101)
    let fresh = token(9, expires: 3_000)
    #expect(bench.mark(revocation(fresh, old, lo: 1_103)) == nil)
    #expect(bench.mark(chain(fresh, lo: 1_103)) == revoked(0))
    for id in 3...4 as ClosedRange<UInt64> {
      #expect(
        bench.mark(chain(token(id, expires: 1_100 + UInt32(id)), lo: 1_103))
          == ReplayRefusal(.replayed, tokenIndex: 0))
    }
    #expect(bench.statistics.entryCount == 4)
    #expect(bench.statistics.revokedCount == 2)
    for id in 20...22 as ClosedRange<UInt64> {
      #expect(bench.mark(chain(token(id, expires: 3_000), lo: 2_000)) == nil)
    }
    #expect(bench.mark(chain(fresh, lo: 2_000)) == revoked(0))
    #expect(bench.statistics.rebuildCount == 0)
  }

  @Test func revokedTokensTakeTheShareOfOneRootSubjectAtMost() {
    let quota = ReplayQuota(
      directPercent: 20, rootSubjectPercent: 50, entryCapacity: 10)
    let bench = Bench(entries: 10, quota: quota)
    for id in 1...5 as ClosedRange<UInt64> {
      #expect(bench.mark(revocation(token(id))) == nil)
    }
    let refusal = bench.mark(revocation(token(6)))
    #expect(refusal?.fill?.cause == .rootSubject)
    // What is kept for tokens that are not delegated serves the operator.
    let other = Bench(entries: 10, quota: quota)
    for id in 1...8 as ClosedRange<UInt64> {
      #expect(other.mark(chain(token(id, ledger: id))) == nil)
    }
    #expect(other.mark(revocation(token(20), token(21))) == nil)
  }

  @Test func aRevocationThatMayBeOnTheMediumHoldsUntilARestart() {
    for keepsRecord in [false, true] {
      let bench = Bench()
      bench.medium.failures = [.uncertain]
      bench.medium.keepsUncertain = keepsRecord
      #expect(
        bench.mark(revocation(token(1))) == ReplayRefusal(.unavailable))
      #expect(bench.mark(chain(token(1))) == revoked(0))
      #expect(bench.mark(chain(token(1, expires: 1_700))) == revoked(0))
      bench.store.recover()
      #expect(bench.mark(chain(token(1))) == (keepsRecord ? revoked(0) : nil))
    }
  }

  /// Neither the task's mark nor its revocation may be on the medium.
  @Test func anUncertainRevocationHoldsForTokensThatAreKnown() {
    for isUncertain in [false, true] {
      let bench = Bench()
      if isUncertain {
        bench.medium.failures = [.uncertain, .uncertain]
        #expect(
          bench.mark(chain(token(1), digest: 7))
            == ReplayRefusal(.unavailable))
      } else {
        #expect(bench.mark(chain(token(1), digest: 7)) == nil)
        bench.medium.failures = [.uncertain]
      }
      #expect(
        bench.mark(revocation(token(1, expires: 1_900)))
          == ReplayRefusal(.unavailable))
      #expect(bench.mark(chain(token(1), digest: 7)) == revoked(0))
    }
  }

  @Test func aRestartFindsWhatWasRevoked() {
    let bench = Bench()
    #expect(bench.mark(chain(token(1), digest: 7)) == nil)
    #expect(bench.mark(revocation(token(1), token(2))) == nil)
    for _ in 0..<3 {
      bench.store.recover()
      #expect(bench.isReady)
      #expect(bench.mark(chain(token(1), digest: 7)) == revoked(0))
      #expect(bench.mark(chain(token(2))) == revoked(0))
      #expect(bench.statistics.revokedCount == 2)
    }
  }

  @Test func noRootIsCountedAmongTheRevoked() {
    let bench = Bench()
    guard let memory = bench.store.takeUp() else {
      Issue.record("memory cannot be taken up")
      return
    }
    for root in 0..<200_000 as Range<UInt64>
    where memory.index.rootTag(of: LedgerKey(root)) == Entry.revokedTag {
      Issue.record("root \(root) looks like a revocation")
    }
  }
}
