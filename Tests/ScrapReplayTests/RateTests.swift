// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapReplay

private let onePer100 = RateLimit(count: 1, periodSeconds: 100)

@Test func tasksAreCountedUnderIssuerAndSubject() {
  let bench = Bench()
  let unlimited = bench.mark(chain(token(1, ledger: 5), lo: 1_000, hi: 1_010))
  let same = bench.mark(
    chain(token(2, ledger: 5, limit: onePer100), lo: 1_050))
  let other = bench.mark(
    chain(token(3, ledger: 6, limit: onePer100), lo: 1_050))
  #expect(unlimited == nil)
  #expect(same == ReplayRefusal(.rateExceeded, tokenIndex: 0))
  #expect(other == nil)
}

@Test func elapsedTimeIsTheLeastItCanBe() {
  let bench = Bench()
  _ = bench.mark(chain(token(1, ledger: 5), lo: 1_000, hi: 1_010))
  let early = bench.mark(
    chain(token(2, ledger: 5, limit: onePer100), lo: 1_109, hi: 1_200))
  let due = bench.mark(
    chain(token(2, ledger: 5, limit: onePer100), lo: 1_110, hi: 1_200))
  #expect(early?.reason == .rateExceeded)
  #expect(due == nil)
}

@Test func aChainCountsOnceUnderAKey() {
  let bench = Bench()
  let two = RateLimit(count: 2, periodSeconds: 100)
  _ = bench.mark(chain(token(1, ledger: 5), token(2, ledger: 5)))
  let second = bench.mark(chain(token(3, ledger: 5, limit: two)))
  let third = bench.mark(chain(token(4, ledger: 5, limit: two)))
  #expect(second == nil)
  #expect(third?.reason == .rateExceeded)
}

@Test func whatCannotBeJudgedIsRefused() {
  let bench = Bench()
  let never = RateLimit(count: 0, periodSeconds: 100)
  let long = RateLimit(count: 1, periodSeconds: 604_801)
  let longest = RateLimit(count: 1, periodSeconds: 604_800)
  let a = bench.mark(chain(token(1, ledger: 5, limit: never)))
  let b = bench.mark(chain(token(1, ledger: 5, limit: long)))
  let c = bench.mark(chain(token(1, ledger: 0, limit: onePer100)))
  let d = bench.mark(chain(token(1, ledger: 5, limit: longest)))
  #expect(a?.reason == .rateExceeded)
  #expect(b?.reason == .rateExceeded)
  #expect(c?.reason == .rateExceeded)
  #expect(d == nil)
}

@Test func missingRoomRefusesOnlyTokensWithALimit() {
  let bench = Bench(entries: 64, ledger: 2)
  for id in 1...3 as ClosedRange<UInt64> {
    _ = bench.mark(chain(token(id, ledger: id), lo: 1_000 + id, hi: 1_001 + id))
  }
  // The task of id 1 (hi 1,002) is forgotten.
  #expect(bench.statistics.ledgerHorizonSeconds == 1_002)
  let limited = bench.mark(
    chain(token(11, ledger: 9, limit: onePer100), lo: 1_101))
  let unlimited = bench.mark(chain(token(12), lo: 1_101))
  let later = bench.mark(
    chain(token(11, ledger: 9, limit: onePer100), lo: 1_102))
  #expect(limited?.reason == .rateExceeded)
  #expect(unlimited == nil)
  #expect(later == nil)
}

@Test func withoutALedgerTokensWithALimitAreRefused() {
  let bench = Bench(ledger: 0)
  let first = bench.mark(chain(token(1, ledger: 5, limit: onePer100)))
  let second = bench.mark(chain(token(2, ledger: 6, limit: onePer100)))
  #expect(first == nil)
  #expect(second?.reason == .rateExceeded)
}

@Test func theLedgerSurvivesARestart() {
  let medium = MemoryRecords()
  let bench = Bench(medium: medium)
  _ = bench.mark(chain(token(1, ledger: 5, limit: onePer100)))
  let restarted = Bench(medium: medium)
  let refusal = restarted.mark(
    chain(token(2, ledger: 5, limit: onePer100), lo: 1_050))
  #expect(refusal?.reason == .rateExceeded)
}

@Test func theLedgerAgreesWithAPlainList() {
  let seed = TestSeed.seed()
  var generator = TestRandom(seed: seed)
  let bench = Bench(entries: 4_000, ledger: 4_000)
  var events: [(key: UInt64, hi: UInt64)] = []
  var now: UInt64 = 1_000
  for id in 0..<1_500 as Range<UInt64> {
    now += UInt64.random(in: 0...4, using: &generator)
    let key = UInt64.random(in: 1...4, using: &generator)
    let limit = RateLimit(
      count: .random(in: 1...5, using: &generator),
      periodSeconds: .random(in: 1...60, using: &generator))
    let hi = now + UInt64.random(in: 0...5, using: &generator)
    let recent = events.filter {
      $0.key == key
        && Int64(now) - Int64($0.hi) < Int64(limit.periodSeconds)
    }
    let refusal = bench.mark(
      chain(
        token(id, expires: 90_000, ledger: key, limit: limit), lo: now, hi: hi))
    let expected: ReplayRefusal.Reason? =
      recent.count < limit.count ? nil : .rateExceeded
    #expect(refusal?.reason == expected)
    if refusal == nil { events.append((key, hi)) }
  }
}
