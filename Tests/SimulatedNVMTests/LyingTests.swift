// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import SimulatedNVM
import TestSupport
import Testing

private typealias Fault = MemoryMedium.Fault

@Test func aLostWriteIsAcknowledgedAndMissing() {
  let medium = MemoryMedium(geometry: geometry)
  medium.faults[0] = Fault(.nothing, .success)
  let driver = Driver(medium)
  #expect(driver.program(pattern(16), at: 0))
  #expect(driver.read(at: 0, byteCount: 16) == blank(16))
  #expect(medium.counters[.lostWrite] == 1)
}

@Test func aMisdirectedProgramLandsInAnotherPlaceOrRegion() {
  for place in [64, 300, regionByteCount + 17] {
    let medium = MemoryMedium(geometry: geometry)
    medium.faults[0] = Fault(.elsewhere(place), .success)
    let driver = Driver(medium)
    #expect(driver.program(pattern(32), at: 0))
    let start = place / 16 * 16
    #expect(Array(medium.bytes[start..<start + 32]) == pattern(32))
    #expect(driver.read(at: 0, byteCount: 32) == blank(32))
    #expect(medium.counters[.misdirectedWrite] == 1)
  }
}

@Test func aMisdirectedProgramOnlyClearsBitsOfNOR() {
  for replaces in [false, true] {
    let medium = MemoryMedium(geometry: geometry, replaces: replaces)
    let driver = Driver(medium)
    let old = [UInt8](repeating: 0xf0, count: 16)
    let new = [UInt8](repeating: 0x3c, count: 16)
    #expect(driver.program(old, at: 64))
    medium.faults[1] = Fault(.elsewhere(64), .success)
    #expect(driver.program(new, at: 0))
    let byte: UInt8 = replaces ? 0x3c : 0x30
    #expect(
      driver.read(at: 64, byteCount: 16)
        == [UInt8](repeating: byte, count: 16))
  }
}

@Test func aMisdirectedEraseClearsAnotherSector() {
  let medium = MemoryMedium(geometry: geometry)
  let one = Driver(medium)
  let other = Driver(medium, region: 1)
  #expect(one.program(pattern(16), at: 0))
  #expect(other.program(pattern(16), at: 256))
  medium.faults[2] = Fault(.elsewhere(regionByteCount + 300), .success)
  #expect(one.erase(at: 0))
  #expect(one.read(at: 0, byteCount: 16) == pattern(16))
  #expect(other.read(at: 256, byteCount: 16) == blank(16))
}

@Test func whatWasNotSynchronisedIsKeptInAnyPart() {
  var seen: Set<[Bool]> = []
  for seed in 0..<300 as Range<UInt64> {
    let medium = MemoryMedium(geometry: geometry)
    medium.seed(seed)
    medium.useCache()
    let driver = Driver(medium)
    #expect(driver.program(pattern(16), at: 0))
    #expect(driver.sync())
    #expect(driver.program(pattern(16), at: 16))
    #expect(driver.program(pattern(16), at: 32))
    // The cache shows everything.
    #expect(driver.read(at: 32, byteCount: 16) == pattern(16))
    medium.faults[4] = .cut(afterByteCount: 0)
    #expect(!driver.sync())
    medium.restorePower()
    #expect(driver.read(at: 0, byteCount: 16) == pattern(16))
    let kept = [16, 32].map {
      driver.read(at: $0, byteCount: 16) == pattern(16)
    }
    seen.insert(kept)
  }
  // The later one alone, too: no order is kept.
  #expect(seen.count == 4)
}

@Test func anEraseInTheCacheMayOvertakeTheProgramBehindIt() {
  var seen: Set<[UInt8]> = []
  for seed in 0..<300 as Range<UInt64> {
    let medium = MemoryMedium(geometry: geometry)
    medium.seed(seed)
    medium.useCache()
    let driver = Driver(medium)
    #expect(driver.program([UInt8](repeating: 1, count: 16), at: 0))
    #expect(driver.sync())
    #expect(driver.erase(at: 0))
    #expect(driver.program([UInt8](repeating: 2, count: 16), at: 0))
    medium.faults[4] = .cut(afterByteCount: 0)
    #expect(!driver.sync())
    medium.restorePower()
    seen.insert(driver.read(at: 0, byteCount: 1) ?? [])
  }
  #expect(seen == [[1], [2], [0xff]])
}

/// An erase that is lost brings back what was there, as it was by then.
@Test(arguments: [false, true])
func whatBefellTheCellsOutlastsTheCache(_ isBlanked: Bool) {
  var expected = pattern(16)
  expected[3] ^= 4
  if isBlanked { expected = blank(16) }
  var seen: Set<[UInt8]?> = []
  for seed in 0..<100 as Range<UInt64> {
    let medium = MemoryMedium(geometry: geometry)
    medium.seed(seed)
    medium.useCache()
    let driver = Driver(medium)
    #expect(driver.program(pattern(16), at: 0))
    #expect(driver.sync())
    if isBlanked { medium.blank(0..<16) } else { medium.flip(bit: 3 * 8 + 2) }
    #expect(driver.erase(at: 0))
    medium.faults[3] = .cut(afterByteCount: 0)
    #expect(!driver.sync())
    medium.restorePower()
    seen.insert(driver.read(at: 0, byteCount: 16))
  }
  #expect(seen == [expected, blank(16)])
}

@Test func aSyncThatLiesLosesWhatItAcknowledged() {
  var lostCount = 0
  for seed in 0..<100 as Range<UInt64> {
    let medium = MemoryMedium(geometry: geometry)
    medium.seed(seed)
    medium.useCache(lyingRegions: [0])
    let liar = Driver(medium)
    let honest = Driver(medium, region: 1)
    #expect(liar.program(pattern(16), at: 0))
    #expect(liar.sync())
    #expect(honest.program(pattern(16), at: 0))
    #expect(honest.sync())
    medium.faults[4] = .cut(afterByteCount: -1)
    #expect(!honest.program(pattern(16), at: 16))
    medium.restorePower()
    #expect(honest.read(at: 0, byteCount: 16) == pattern(16))
    if liar.read(at: 0, byteCount: 16) != pattern(16) { lostCount += 1 }
  }
  #expect(lostCount > 20)
}

@Test func readsMayBeStaleOrMisdirectedOrBlankOrFail() {
  let medium = MemoryMedium(geometry: geometry)
  let driver = Driver(medium)
  medium.keepStaleImage()
  #expect(driver.program(pattern(16), at: 0))
  medium.readFaults = [0: .stale, 1: .elsewhere(16), 2: .blank, 3: .error]
  #expect(driver.read(at: 0, byteCount: 16) == blank(16))
  #expect(driver.read(at: 0, byteCount: 16) == blank(16))
  #expect(driver.read(at: 0, byteCount: 16) == blank(16))
  #expect(driver.read(at: 0, byteCount: 16) == nil)
  #expect(driver.read(at: 0, byteCount: 16) == pattern(16))
  #expect(medium.counters[.falseRead] == 4)
}

@Test func aVeilHidesARangeForOneBootOrForEver() {
  let medium = MemoryMedium(geometry: geometry)
  let driver = Driver(medium)
  #expect(driver.program(pattern(16), at: 0))
  #expect(driver.program(pattern(16), at: 256))
  medium.veils = [.init(0..<256, .blank, bootCount: 1)]
  medium.restorePower()
  #expect(driver.read(at: 0, byteCount: 16) == blank(16))
  #expect(driver.read(at: 256, byteCount: 16) == pattern(16))
  medium.restorePower()
  #expect(driver.read(at: 0, byteCount: 16) == pattern(16))
  medium.veils = [.init(0..<256, .blank)]
  for _ in 0..<9 { medium.restorePower() }
  #expect(driver.read(at: 0, byteCount: 16) == blank(16))
}
