// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ScrapReplay

@Test func nothingIsAcceptedBeforeRecovery() {
  let bench = Bench(recovers: false)
  let refusal = bench.mark(chain(token(1)))
  #expect(refusal == ReplayRefusal(.unavailable))
  #expect(bench.medium.writeCount == 0)
}

@Test(arguments: [
  JournalError.blank, .otherFormat, .lossDetected, .mediumFailed,
])
func aFailedRecoveryRefusesEverything(_ error: JournalError) {
  let medium = MemoryRecords()
  medium.recoveryError = error
  let bench = Bench(medium: medium)
  #expect(bench.outcome == RecoveryOutcome(error))
  let refusal = bench.mark(chain(token(1)))
  #expect(refusal == ReplayRefusal(.unavailable))
}

@Test func aFloorOnPurposeMakesALostStoreReady() throws {
  let medium = MemoryRecords()
  medium.recoveryError = .lossDetected
  let bench = Bench(medium: medium)
  try bench.store.raiseIssuanceFloor(to: 900)
  let old = bench.mark(chain(token(1, issued: 900)))
  let fresh = bench.mark(chain(token(2, issued: 901)))
  #expect(bench.isReady)
  #expect(old == ReplayRefusal(.issuedBeforeFloor, tokenIndex: 0))
  #expect(fresh == nil)
}

@Test func aTokenIsGoodOnce() {
  let bench = Bench()
  let first = bench.mark(chain(token(1)))
  let second = bench.mark(chain(token(1)))
  #expect(first == nil)
  #expect(second == ReplayRefusal(.replayed, tokenIndex: 0))
}

@Test func everyTokenOfAChainIsMarked() {
  let bench = Bench()
  let first = bench.mark(chain(token(1), token(2), token(3), token(4)))
  #expect(first == nil)
  for id in 1...4 as ClosedRange<UInt64> {
    let refusal = bench.mark(chain(token(9), token(id)))
    #expect(refusal == ReplayRefusal(.replayed, tokenIndex: 1))
  }
  #expect(bench.statistics.entryCount == 4)
}

@Test func aRepeatedTokenInsideAChainIsReplayed() {
  let bench = Bench()
  let refusal = bench.mark(chain(token(1), token(2), token(1)))
  #expect(refusal == ReplayRefusal(.replayed, tokenIndex: 2))
  #expect(bench.statistics.entryCount == 0)
}

@Test func theVerySameRequestIsAlreadyAccepted() {
  let bench = Bench()
  _ = bench.mark(chain(token(1), token(2), digest: 7))
  let same = bench.mark(chain(token(1), token(2), digest: 7))
  let other = bench.mark(chain(token(1), token(2), digest: 8))
  let alone = bench.mark(chain(token(1), token(2)))
  #expect(same == ReplayRefusal(.alreadyAccepted, tokenIndex: 1))
  #expect(other == ReplayRefusal(.replayed, tokenIndex: 0))
  #expect(alone == ReplayRefusal(.replayed, tokenIndex: 0))
}

@Test func aDigestThatCannotBeReadIsAReplay() {
  let bench = Bench()
  _ = bench.mark(chain(token(1), digest: 7))
  bench.medium.records[0].requestDigest = nil
  let refusal = bench.mark(chain(token(1), digest: 7))
  #expect(refusal == ReplayRefusal(.replayed, tokenIndex: 0))
}

@Test func refusalsComeInTheStatedOrder() {
  let medium = MemoryRecords()
  medium.floors = Floors(expiresAtSeconds: 1_500, issuedAtSeconds: 400)
  let bench = Bench(entries: 1, medium: medium)
  _ = bench.mark(chain(token(1), digest: 7))
  let spent = token(1, limit: RateLimit(count: 0, periodSeconds: 1))
  let limited = token(2, limit: RateLimit(count: 0, periodSeconds: 1))
  let old = token(1, issued: 400)
  let expired = token(1, expires: 1_499, issued: 400)
  let a = bench.mark(chain(old, expired, digest: 7))
  let b = bench.mark(chain(token(3), old, digest: 7))
  let c = bench.mark(chain(limited, spent, digest: 7))
  let d = bench.mark(chain(limited, spent))
  let e = bench.mark(chain(limited))
  let f = bench.mark(chain(token(2)))
  #expect(a == ReplayRefusal(.expired, tokenIndex: 1))
  #expect(b == ReplayRefusal(.issuedBeforeFloor, tokenIndex: 1))
  #expect(c == ReplayRefusal(.alreadyAccepted, tokenIndex: 1))
  #expect(d == ReplayRefusal(.replayed, tokenIndex: 1))
  #expect(e == ReplayRefusal(.rateExceeded, tokenIndex: 0))
  #expect(f == full(1, of: 1))
}

@Test func theFloorsTakeTheirBoundsLiterally() {
  let medium = MemoryRecords()
  medium.floors = Floors(expiresAtSeconds: 2_000, issuedAtSeconds: 499)
  let bench = Bench(medium: medium)
  let atFloors = bench.mark(chain(token(1, expires: 2_000, issued: 500)))
  #expect(atFloors == nil)
}

@Test func timesThatCannotBeRecordedAreUnavailable() {
  let bench = Bench()
  let wide = bench.mark(chain(token(1), lo: 1_000, hi: 66_536))
  let late = bench.mark(chain(token(1), lo: 1 << 32))
  let widest = bench.mark(chain(token(1), lo: 1_000, hi: 66_535))
  #expect(wide == ReplayRefusal(.unavailable))
  #expect(late == ReplayRefusal(.unavailable))
  #expect(widest == nil)
}

@Test func tenThousandRefusalsChangeNothing() {
  let bench = Bench(entries: 8, ledger: 4)
  for id in 1...8 as ClosedRange<UInt64> {
    _ = bench.mark(chain(token(id, ledger: 1), digest: id))
  }
  let before = bench.bytes
  let writes = bench.medium.writeCount
  let limit = RateLimit(count: 1, periodSeconds: 100)
  for number in 0..<2_000 as Range<UInt64> {
    let id = number % 8 + 1
    _ = bench.mark(chain(token(id), digest: id))
    _ = bench.mark(chain(token(100 + number), token(id)))
    _ = bench.mark(chain(token(100 + number, ledger: 1, limit: limit)))
    _ = bench.mark(chain(token(100 + number)))
    _ = bench.mark(chain(token(100 + number, issued: 0)))
  }
  let isSame = bench.bytes == before
  #expect(isSame)
  #expect(bench.medium.writeCount == writes)
}
