// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ScrapReplay

@Test func aTokenWhoseCommitFailedMayComeAgain() {
  let medium = MemoryRecords()
  let bench = Bench(medium: medium)
  medium.failures = [.uncertain, .mediumFailed]
  let first = bench.mark(chain(token(1), digest: 7))
  let second = bench.mark(chain(token(1), digest: 7))
  let otherExpiry = bench.mark(chain(token(1, expires: 3_000)))
  let third = bench.mark(chain(token(1), digest: 7))
  let fourth = bench.mark(chain(token(1), digest: 8))
  #expect(first == ReplayRefusal(.unavailable))
  #expect(second == ReplayRefusal(.unavailable))
  #expect(otherExpiry == ReplayRefusal(.replayed, tokenIndex: 0))
  #expect(third == nil)
  #expect(fourth == ReplayRefusal(.replayed, tokenIndex: 0))
}

@Test func whatARestartMayFindKeepsItsRoom() {
  let medium = MemoryRecords()
  medium.keepsUncertain = true
  let bench = Bench(entries: 4, medium: medium)
  medium.failures = [.uncertain]
  _ = bench.mark(chain(token(1), token(2)))
  let fits = bench.mark(chain(token(3), token(4)))
  let fifth = bench.mark(chain(token(5)))
  #expect(fits == nil)
  #expect(fifth == full(4, of: 4))
  let restarted = Bench(entries: 4, medium: medium)
  #expect(restarted.isReady)
  #expect(restarted.statistics.entryCount == 4)
}

@Test func aLaterRecordOfTheSameTokenHolds() {
  let medium = MemoryRecords()
  medium.keepsUncertain = true
  let bench = Bench(medium: medium)
  medium.failures = [.uncertain]
  _ = bench.mark(chain(token(1), digest: 7))
  _ = bench.mark(chain(token(1), digest: 8))
  let restarted = Bench(medium: medium)
  let failed = restarted.mark(chain(token(1), digest: 7))
  let accepted = restarted.mark(chain(token(1), digest: 8))
  #expect(failed == ReplayRefusal(.replayed, tokenIndex: 0))
  #expect(accepted == ReplayRefusal(.alreadyAccepted, tokenIndex: 0))
}

@Test func aFullJournalIsFull() {
  let medium = MemoryRecords()
  medium.recordCountMax = 1
  let bench = Bench(medium: medium)
  _ = bench.mark(chain(token(1)))
  let refusal = bench.mark(chain(token(2)))
  #expect(refusal == full(1, of: 8, .journal))
  #expect(bench.statistics.entryCount == 1)
}

@Test func aLossFoundLateClosesTheStore() {
  let medium = MemoryRecords()
  let bench = Bench(medium: medium)
  medium.failures = [.lossDetected]
  let refusal = bench.mark(chain(token(1)))
  #expect(refusal == ReplayRefusal(.unavailable))
  #expect(bench.outcome == .lossDetected)
}

@Test func moreLiveMarksThanRoomIsSaid() {
  let medium = MemoryRecords()
  let bench = Bench(entries: 4, medium: medium)
  _ = bench.mark(chain(token(1), token(2), token(3), token(4)))
  let small = Bench(entries: 3, medium: medium)
  #expect(small.outcome == .capacityExceeded)
}
