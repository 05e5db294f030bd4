// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import SimulatedNVM
import TestSupport
import Testing

private typealias Fault = MemoryMedium.Fault

/// Programs, then erases, then programs, then reads a broken sector.
private func life(
  with defect: MemoryMedium.SectorDefect
) -> (reports: [Bool], bytes: [UInt8]?, medium: MemoryMedium) {
  let medium = MemoryMedium(geometry: geometry)
  medium.seed(5)
  let driver = Driver(medium)
  var reports = [driver.program([UInt8](repeating: 0, count: 64), at: 256)]
  medium.defects[1] = defect
  let isErased = driver.erase(at: 256)
  reports.append(isErased)
  reports.append(isErased && driver.program(pattern(16), at: 320))
  return (reports, driver.read(at: 256, byteCount: 64), medium)
}

@Test func aBrokenSectorFailsInEachOfSixWays() {
  let old = [UInt8](repeating: 0, count: 64)
  let eraseError = life(with: .eraseError)
  #expect(eraseError.reports == [true, false, false])
  #expect(eraseError.bytes == old)
  let eraseNothing = life(with: .eraseNothing)
  #expect(eraseNothing.reports == [true, true, true])
  #expect(eraseNothing.bytes == old)
  let eraseWeak = life(with: .eraseWeak)
  #expect(eraseWeak.reports == [true, true, true])
  #expect(eraseWeak.bytes != old && eraseWeak.bytes != blank(64))
  let programError = life(with: .programError)
  #expect(programError.reports == [true, true, false])
  #expect(programError.bytes == blank(64))
  let programNothing = life(with: .programNothing)
  #expect(programNothing.reports == [true, true, true])
  #expect(Array(programNothing.medium.bytes[320..<336]) == blank(16))
  let readError = life(with: .readError)
  #expect(readError.reports == [true, true, true])
  #expect(readError.bytes == nil)
}

@Test func aBrokenSectorLeavesTheOthersAlone() {
  for defect in MemoryMedium.SectorDefect.allCases {
    let medium = life(with: defect).medium
    let driver = Driver(medium)
    #expect(driver.program(pattern(16), at: 512))
    #expect(driver.read(at: 512, byteCount: 16) == pattern(16))
    #expect(driver.erase(at: 512))
    #expect(driver.read(at: 512, byteCount: 16) == blank(16))
  }
}

@Test func callsFailUntilTheyHavePassed() {
  let medium = MemoryMedium(geometry: geometry)
  medium.callFailure = .init(1..<4, [.program, .read])
  let driver = Driver(medium)
  let results = [
    driver.program(pattern(16), at: 0), driver.program(pattern(16), at: 16),
    driver.sync(), driver.read(at: 0, byteCount: 16) != nil,
    driver.read(at: 0, byteCount: 16) != nil,
  ]
  #expect(results == [true, false, true, false, true])
  #expect(medium.callCount == 5)
  #expect(medium.counters[.driverError] == 2)
}

@Test func anErrorMayComeAfterTheEffect() {
  let medium = MemoryMedium(geometry: geometry)
  medium.callFailure = .init(0..<1, extent: .all)
  let driver = Driver(medium)
  #expect(!driver.program(pattern(16), at: 0))
  #expect(driver.read(at: 0, byteCount: 16) == pattern(16))
}

@Test func everythingIsCounted() {
  let medium = MemoryMedium(geometry: geometry)
  let driver = Driver(medium, region: 1)
  #expect(driver.program([UInt8](repeating: 0xfe, count: 32), at: 0))
  for _ in 0..<3 { #expect(driver.erase(at: 256)) }
  #expect(driver.erase(at: 0))
  #expect(driver.sync())
  #expect(driver.read(at: 0, byteCount: 10) != nil)
  medium.flip(bit: 9)
  medium.blank(0..<1)
  let counters = medium.counters
  #expect(counters.programCount == 1)
  #expect(counters.programmedByteCount == 32)
  #expect(counters.programmedBitCount == 32)
  #expect(counters.eraseCounts == [0, 0, 0, 0, 1, 3, 0, 0])
  #expect(counters.eraseCount == 4)
  #expect(counters.wear == 0...3)
  #expect(counters.syncCount == 1)
  #expect(counters.readCount == 1 && counters.readByteCount == 10)
  #expect(counters[.flippedBit] == 1 && counters[.blankedRange] == 1)
  #expect(counters.faultCount == 2)
  #expect(medium.bytes[1] == 0xfd)
  #expect(medium.operationCount == 6)
}

/// A cut at each byte, made on a copy while the life goes on.
@Test func aCopyLosesPowerInTheMiddleOfAnOperation() {
  let medium = MemoryMedium(geometry: geometry)
  let copy = MemoryMedium(geometry: geometry)
  var prefixes: [Int] = []
  medium.onOperation = { operation in
    for byte in 0..<operation.range.count {
      copy.copy(medium)
      copy.cut(during: operation, .bytes(byte))
      #expect(copy.isOff)
      prefixes.append(copy.bytes.prefix { $0 == 0 }.count)
    }
  }
  let driver = Driver(medium)
  #expect(driver.program([UInt8](repeating: 0, count: 32), at: 0))
  #expect(prefixes == Array(0..<32))
  #expect(driver.read(at: 0, byteCount: 32) == [UInt8](repeating: 0, count: 32))
  #expect(copy.counters[.powerCut] == 32)
}

@Test func theSameSeedGivesTheSameBytes() {
  func bytes(_ seed: UInt64) -> [UInt8] {
    let medium = MemoryMedium(geometry: geometry)
    medium.seed(seed)
    medium.weakness = .eachRead
    medium.useCache()
    medium.faults = [
      1: Fault(.bits(sixteenths: 7), .error),
      3: Fault(.anyUnits(sixteenths: 8), .powerFailure),
    ]
    let driver = Driver(medium)
    _ = driver.program(pattern(64), at: 0)
    _ = driver.erase(at: 0)
    let seen = driver.read(at: 0, byteCount: 64) ?? []
    _ = driver.program(pattern(64), at: 256)
    _ = driver.program(pattern(64), at: 512)
    return medium.bytes + seen
  }
  let seed = TestSeed.seed()
  let isSame = bytes(seed) == bytes(seed)
  #expect(isSame)
  let isOther = bytes(seed) != bytes(seed &+ 1)
  #expect(isOther)
}

@Test func everyModelHoldsAJournal() {
  for model in MediumModel.small + MediumModel.realistic + [.smallest] {
    let layout = JournalLayout(geometry: model.geometry)
    #expect(layout != nil, "\(model.name)")
    #expect((layout?.slotsPerSegment ?? 0) >= 5)
  }
  let smallest = JournalLayout(geometry: MediumModel.smallest.geometry)
  #expect(smallest?.slotsPerSegment == 5)
  #expect(smallest?.segmentCount == 3)
}
