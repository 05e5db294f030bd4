// SPDX-License-Identifier: Apache-2.0

import ScrapBench
import SimulatedNVM
import Testing

@testable import ScrapJournal

/// NOR with sectors of 4 KiB.
private func nor(_ unit: UInt32, erase: UInt32 = 4_096) -> WearMedium {
  WearMedium(name: "NOR", programByteCount: unit, eraseByteCount: erase)
}

@Test(arguments: [1, 4, 8, 16] as [UInt32], 1...4)
func aMarkOnNORIsFortyEightBytesInOneProgramACopy(
  _ unit: UInt32, _ tokenCount: Int
) throws {
  let result = try WearTrial(nor(unit), tokenCount: tokenCount).run()
  #expect(result.plainCommitCount > 0)
  #expect(
    result.plain.programByteCount == 48 * result.plainCommitCount * tokenCount)
  #expect(result.plain.programCount == result.plainCommitCount)
}

@Test(arguments: [1, 4, 8, 16] as [UInt32], 1...4)
func anEraseOfTheRingServesForEightyFourMarks(
  _ unit: UInt32, _ tokenCount: Int
) throws {
  let result = try WearTrial(nor(unit), tokenCount: tokenCount).run()
  // Two turns of eight segments at least.
  #expect(result.ring.eraseCount >= 16)
  #expect(result.markCount == 84 * result.ring.eraseCount)
  #expect(result.markCount >= 80 * result.ring.eraseCount)
}

@Test func allThatIsWrittenIsMarksHeadersAndControlRecords() throws {
  let result = try WearTrial(nor(16), tokenCount: 1).run()
  let segments = result.ring.eraseCount
  #expect(result.ring.programCount == result.markCount + segments)
  #expect(
    result.ring.programByteCount == 48 * (result.markCount + segments))
  // Two images of 256 bytes; eight such records in a sector.
  let records = result.control.programCount
  #expect(result.control.programByteCount == 512 * records)
  // One opens a segment, clears the next, and raises floor E for both.
  #expect(records == segments)
  #expect(result.control.eraseCount == records / 8)
}

@Test func withControlSectorsIncludedLargerEraseUnitsWearLess() throws {
  let small = try WearTrial(nor(16), tokenCount: 1).run()
  let middle = try WearTrial(nor(16, erase: 16_384), tokenCount: 1).run()
  #expect(small.erasesPerMark * 74 <= 1)
  #expect(small.erasesPerMark * 80 > 1)
  #expect(middle.erasesPerMark * 320 <= 1)
}

@Test func aFullIndexAsksForAControlRecordWithEachMark() throws {
  let result = try WearTrial(nor(16), tokenCount: 1, load: .full).run()
  let segments = result.ring.eraseCount
  #expect(result.plain.programCount == result.plainCommitCount)
  #expect(result.control.programCount == result.markCount + segments)
  #expect(result.markCount == 84 * segments)
}

@Test func whatDoesNotFitFortyEightBytesTakesWholeUnits() throws {
  let wide = try WearTrial(nor(64), tokenCount: 1).run()
  #expect(wide.plain.programByteCount == 64 * wide.plainCommitCount)
  #expect(wide.markCount == 63 * wide.ring.eraseCount)
  #expect(!wide.isMet)
  let card = WearMedium(
    name: "card", programByteCount: 512, eraseByteCount: 65_536)
  let sectors = try WearTrial(card, tokenCount: 1).run()
  #expect(sectors.plain.programByteCount == 512 * sectors.plainCommitCount)
  #expect(sectors.markCount == 127 * sectors.ring.eraseCount)
}

@Test func aCountingRegionPassesEverythingOnAndCountsIt() throws {
  let geometry = NVMGeometry(
    byteCount: 2_048, programByteCount: 16, eraseByteCount: 512)
  let medium = MemoryMedium(geometry: geometry, regionCount: 1)
  let counter = WearCounter(ringOffset: 1_024)
  var region = CountingRegion(medium.region(0), counter: counter)
  let bytes = [UInt8](0..<32)
  try region.program(bytes.span.bytes, at: 512)
  try region.program(bytes.span.bytes, at: 1_536)
  try region.erase(at: 1_024)
  try region.sync()
  var found = [UInt8](repeating: 0, count: 48)
  var span = found.mutableSpan
  var raw = span.mutableBytes
  try region.read(at: 1_528, into: &raw)
  #expect(found[8..<40] == bytes[...])
  #expect(Array(medium.bytes[512..<544]) == bytes)
  #expect(counter.control.programCount == 1)
  #expect(counter.control.programByteCount == 32)
  #expect(counter.control.eraseCount == 0)
  #expect(counter.ring.programCount == 1)
  #expect(counter.ring.eraseCount == 1)
  #expect(counter.ring.readCount == 1)
  #expect(counter.ring.readByteCount == 48)
  // Two programs, an erase and a sync.
  #expect(medium.operationCount == 4)
}

@Test func controlSectorsInBalanceWearAsTheRingDoes() throws {
  let geometry = NVMGeometry(
    byteCount: 1 << 20, programByteCount: 16, eraseByteCount: 4_096)
  let count = JournalLayout.balancedControlSectorCount(for: geometry)
  let layout = try #require(
    JournalLayout(geometry: geometry, controlSectorCount: count))
  // Eight control records a sector, one for each segment.
  let controlErases = 1.0 / Double(8 * count)
  let segmentErases = 1.0 / Double(layout.segmentCount)
  #expect(controlErases / segmentErases < 1.1)
  #expect(controlErases / segmentErases > 0.9)
  for bytes in [24_576, 65_536] as [UInt64] {
    let small = NVMGeometry(
      byteCount: bytes, programByteCount: 16, eraseByteCount: 4_096)
    #expect(JournalLayout.balancedControlSectorCount(for: small) == 4)
  }
}
