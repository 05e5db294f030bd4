// SPDX-License-Identifier: Apache-2.0

import ScrapTorture
import TestSupport
import Testing

/// Campaigns whose trials are short also without optimisation.
private let quick = [
  "cut-histories", "reordered", "restart-storm", "lost-writes",
  "misdirected-writes", "stale-reads", "misdirected-reads", "old-copy",
  "lying-sync-one-copy", "lying-sync-anchored", "old-image-anchored",
  "cut-histories-anchored", "lives", "full", "sector-erase-error",
  "sector-erase-nothing",
  "sector-erase-weak", "sector-program-error", "sector-program-nothing",
  "sector-read-error",
]

private func campaign(_ name: String) throws -> Campaign {
  try #require(Campaign.all.first { $0.name == name })
}

@Test(arguments: quick)
func aCampaignKeepsItsPromises(_ name: String) throws {
  let campaign = try campaign(name)
  let seed = TestSeed.seed()
  for number in 0..<8 {
    let report = campaign.run(seed: seed, number: number)
    #expect(report.violation == nil, "\(report.repeatLine(seed: seed))")
    let tally = report.tally
    #expect(tally.trialCount == 1 && tally.caseCount > 0)
    #expect(
      tally.survivedCount + tally.refusedCount + tally.gapCount
        == tally.caseCount)
  }
}

/// All scripts of one act, and some of two, at each age of the ring.
@Test func smallWorldsSurviveEveryCut() throws {
  let seed = TestSeed.seed()
  let campaign = try campaign("small-worlds")
  var cutCount = 0
  for number in [0, 6, 12, 18, 24, 34, 71, 93, 138, 177] {
    let report = campaign.run(seed: seed, number: number)
    #expect(report.violation == nil, "\(report.repeatLine(seed: seed))")
    cutCount += report.tally.cutCount
  }
  #expect(cutCount > 500)
}

@Test func everyByteOfAProgramIsCut() throws {
  let seed = TestSeed.seed()
  // The sixth operation of a life on a part with units of 64 bytes: in a mark.
  let report = try campaign("every-cut").run(seed: seed, number: 12)
  #expect(report.violation == nil, "\(report.repeatLine(seed: seed))")
  #expect(report.tally.cutCount > 60)
  #expect(report.tally.survivedCount == report.tally.caseCount)
}

@Test func aBlankSegmentIsDetectedInEachCase() throws {
  let seed = TestSeed.seed()
  let report = try campaign("blank-segment").run(seed: seed, number: 4)
  #expect(report.violation == nil, "\(report.repeatLine(seed: seed))")
  // All but the life itself.
  #expect(report.tally.refusedCount == report.tally.caseCount - 1)
}

@Test func theDocumentedGapsAreMet() throws {
  for name in ["old-image", "lying-sync"] {
    let campaign = try campaign(name)
    var tally = Tally()
    for number in 0..<150 {
      let report = campaign.run(seed: 5, number: number)
      #expect(report.violation == nil)
      tally += report.tally
    }
    #expect(tally.gapCount > 0, "\(name)")
  }
}

/// A device that lied kept the last record of a chain in copy A and lost those
/// before it: the anchor knows that they were answered.
@Test func aHoleBeforeTheAnchoredMarkIsNoHalfWrite() throws {
  let campaign = try campaign("lying-sync-anchored")
  for number in [212, 357] {
    let report = campaign.run(seed: 1, number: number)
    #expect(report.violation == nil, "\(report.repeatLine(seed: 1))")
    #expect(report.tally.refusedCount == 1)
  }
}

@Test func anOldImageIsDetectedByItsAnchorInEachCase() throws {
  let seed = TestSeed.seed()
  let campaign = try campaign("old-image-anchored")
  for number in 0..<16 {
    let report = campaign.run(seed: seed, number: number)
    #expect(report.violation == nil, "\(report.repeatLine(seed: seed))")
    #expect(report.tally.refusedCount == 1)
  }
}

@Test func theSameSeedAndNumberGiveTheSameReport() {
  let seed = TestSeed.seed()
  for campaign in Campaign.all where quick.contains(campaign.name) {
    let one = campaign.run(seed: seed, number: 2)
    #expect(campaign.run(seed: seed, number: 2) == one)
  }
}

@Test func namesAreUsedOnce() {
  let names = Set((Campaign.all + [.canary]).map(\.name))
  #expect(names.count == Campaign.all.count + 1)
}
