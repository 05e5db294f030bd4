// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import SimulatedNVM
import TestSupport
import Testing

private typealias Fault = MemoryMedium.Fault

@Test func aCutAfterAnyByteLeavesAPrefix() {
  let data = pattern(64)
  for count in 0...64 {
    let medium = MemoryMedium(geometry: geometry)
    medium.faults[0] = .cut(afterByteCount: count)
    let driver = Driver(medium)
    let isDone = driver.program(data, at: 32)
    #expect(!isDone && medium.isOff)
    #expect(driver.read(at: 0, byteCount: 4) == nil)
    #expect(Array(medium.bytes[32..<32 + count]) == Array(data[..<count]))
    let rest = Array(medium.bytes[(32 + count + 1)...])
    #expect(count == 64 || rest.allSatisfy { $0 == 0xff })
    medium.restorePower()
    #expect(driver.read(at: 0, byteCount: 32) == blank(32))
  }
}

@Test(arguments: [1, 4, 8, 16, 64, 256, 512] as [UInt32])
func aTornProgramMixesOnlyTheUnitOfTheBoundary(_ unit: UInt32) {
  let sector = max(1_024, 2 * unit)
  let medium = MemoryMedium(
    geometry: NVMGeometry(
      byteCount: 4 * UInt64(sector), programByteCount: unit,
      eraseByteCount: sector))
  let count = Int(max(unit, 64))
  let data = [UInt8](repeating: 0, count: count)
  var hasMixed = false
  for byte in stride(from: 0, to: count, by: max(1, count / 64)) {
    let copy = MemoryMedium(geometry: medium.geometry)
    copy.seed(UInt64(byte))
    copy.faults[0] = Fault(
      .units(beforeByte: byte, sixteenths: 8), .powerFailure)
    let driver = Driver(copy)
    #expect(!driver.program(data, at: 0))
    let start = byte / Int(unit) * Int(unit)
    #expect(copy.bytes[..<start].allSatisfy { $0 == 0 })
    #expect(copy.bytes[(start + Int(unit))...].allSatisfy { $0 == 0xff })
    if copy.bytes[start..<start + Int(unit)].contains(where: {
      $0 != 0 && $0 != 0xff
    }) {
      hasMixed = true
    }
  }
  #expect(hasMixed)
}

@Test func anyUnitsMayBeKept() {
  var seen: Set<[Bool]> = []
  for seed in 0..<200 as Range<UInt64> {
    let medium = MemoryMedium(geometry: geometry)
    medium.seed(seed)
    medium.faults[0] = Fault(.anyUnits(sixteenths: 8), .powerFailure)
    let driver = Driver(medium)
    #expect(!driver.program([UInt8](repeating: 0, count: 48), at: 0))
    var kept: [Bool] = []
    for unit in 0..<3 {
      let bytes = Set(medium.bytes[unit * 16..<unit * 16 + 16])
      #expect(bytes == [0] || bytes == [0xff])
      kept.append(bytes == [0])
    }
    seen.insert(kept)
  }
  #expect(seen.count == 8)
}

@Test func anEraseStopsAtAnyOfSixteenSteps() {
  var erasedBefore = -1
  for step in 0...16 {
    let medium = MemoryMedium(geometry: geometry)
    medium.seed(9)
    let driver = Driver(medium)
    #expect(driver.program([UInt8](repeating: 0, count: 256), at: 256))
    medium.faults[1] = Fault(.bits(sixteenths: step), .powerFailure)
    #expect(!driver.erase(at: 256))
    let erased = medium.bytes[256..<512].reduce(0) { $0 + $1.nonzeroBitCount }
    // More and more bits: all of 2,048 at the last step.
    #expect(erased > erasedBefore)
    #expect(step != 0 || erased == 0)
    #expect(step != 16 || erased == 2_048)
    #expect(medium.bytes[..<256].allSatisfy { $0 == 0xff })
    erasedBefore = erased
  }
}

@Test func anInterruptedUnitMustBeErasedBeforeItIsProgrammed() async {
  await #expect(processExitsWith: .failure) {
    let medium = MemoryMedium(geometry: geometry)
    medium.faults[0] = .cut(afterByteCount: -1)
    let driver = Driver(medium)
    _ = driver.program(pattern(16), at: 0)
    medium.restorePower()
    // It reads blank, and was begun.
    _ = driver.program(pattern(16), at: 0)
  }
  await #expect(processExitsWith: .failure) {
    let medium = MemoryMedium(geometry: geometry)
    medium.faults[0] = .cut(afterByteCount: 300)
    let driver = Driver(medium)
    _ = driver.erase(at: 0)
    medium.restorePower()
    _ = driver.program(pattern(16), at: 0)
  }
}

@Test func theContractIsHeldAtEachCall() async {
  await #expect(processExitsWith: .failure) {
    let driver = Driver(MemoryMedium(geometry: geometry))
    _ = driver.program(pattern(16), at: 8)
  }
  await #expect(processExitsWith: .failure) {
    let driver = Driver(MemoryMedium(geometry: geometry))
    _ = driver.program(pattern(24), at: 0)
  }
  await #expect(processExitsWith: .failure) {
    let driver = Driver(MemoryMedium(geometry: geometry))
    _ = driver.erase(at: 128)
  }
  await #expect(processExitsWith: .failure) {
    let driver = Driver(MemoryMedium(geometry: geometry))
    _ = driver.read(at: 1_020, byteCount: 5)
  }
  await #expect(processExitsWith: .failure) {
    let driver = Driver(MemoryMedium(geometry: geometry))
    _ = driver.program(pattern(16), at: 0)
    _ = driver.program(pattern(16), at: 0)
  }
  // The same calls, kept to the contract, go well.
  let driver = Driver(MemoryMedium(geometry: geometry))
  var isDone = driver.program(pattern(16), at: 0)
  isDone = driver.erase(at: 0) && isDone
  isDone = driver.program(pattern(32), at: 0) && isDone
  #expect(isDone)
  #expect(driver.read(at: 0, byteCount: 32) == pattern(32))
}

@Test func interruptedCellsReadOtherwiseAtEachBoot() {
  let data = pattern(16)
  let medium = MemoryMedium(geometry: geometry)
  medium.seed(TestSeed.seed())
  medium.weakness = .eachBoot
  medium.faults[0] = .cut(afterByteCount: 7)
  let driver = Driver(medium)
  _ = driver.program(data, at: 0)
  var seen: Set<[UInt8]> = []
  for _ in 0..<100 {
    medium.restorePower()
    let first = driver.read(at: 0, byteCount: 16) ?? []
    // Within one boot they read the same.
    #expect(driver.read(at: 0, byteCount: 16) == first)
    #expect(isMixture(first, blank(16), data))
    #expect(driver.read(at: 16, byteCount: 16) == blank(16))
    seen.insert(first)
  }
  #expect(seen.contains(blank(16)))
  #expect(seen.contains(data))
  #expect(seen.count > 10)
  #expect(medium.hasWeakCells)
  #expect(driver.erase(at: 0))
  #expect(!medium.hasWeakCells)
  medium.restorePower()
  #expect(driver.read(at: 0, byteCount: 16) == blank(16))
}

@Test func interruptedCellsReadOtherwiseAtEachRead() {
  let data = pattern(16)
  let medium = MemoryMedium(geometry: geometry)
  medium.seed(TestSeed.seed())
  medium.weakness = .eachRead
  medium.faults[0] = .error(afterByteCount: 7)
  let driver = Driver(medium)
  #expect(!driver.program(data, at: 16))
  var seen: Set<[UInt8]> = []
  for _ in 0..<200 {
    // The neighbours before and behind are firm.
    let bytes = driver.read(at: 8, byteCount: 32) ?? []
    #expect(Array(bytes[..<8]) == blank(8))
    #expect(Array(bytes[24...]) == blank(8))
    #expect(isMixture(Array(bytes[8..<24]), blank(16), data))
    seen.insert(Array(bytes[8..<24]))
  }
  #expect(seen.contains(blank(16)) && seen.contains(data))
  #expect(seen.count > 20)
}

@Test func aTornEraseReadsOtherwiseAtEachBoot() {
  let medium = MemoryMedium(geometry: geometry)
  medium.seed(TestSeed.seed())
  medium.weakness = .eachBoot
  let driver = Driver(medium)
  #expect(driver.program(pattern(256), at: 0))
  medium.faults[1] = Fault(.bits(sixteenths: 5), .powerFailure)
  _ = driver.erase(at: 0)
  var seen: Set<[UInt8]> = []
  for _ in 0..<60 {
    medium.restorePower()
    let bytes = driver.read(at: 0, byteCount: 256) ?? []
    #expect(isMixture(bytes, pattern(256), blank(256)))
    seen.insert(bytes)
  }
  // As before the erase, wholly erased, and much between.
  #expect(seen.contains(blank(256)))
  #expect(seen.count > 10)
}
