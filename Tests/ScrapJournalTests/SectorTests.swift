// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM
import TestSupport
import Testing

@testable import ScrapJournal

/// Sectors that cannot be used any more.
struct SectorTests {
  /// Marks until the ring has turned a few times; every mark must be accepted,
  /// some after being presented again, and none a second time.
  private func live(
    _ rig: Rig, marks: UInt64 = 400, from first: UInt64 = 0, tries: Int = 3
  ) -> [String] {
    var failures: [String] = []
    for number in first..<first + marks {
      let now = 1_000 + 3 * number
      let set = chain([token(number, expires: UInt32(now) + 30)], lo: now)
      var refusal = rig.mark(set)
      for _ in 1..<tries where refusal == .unavailable {
        refusal = rig.mark(set)
      }
      if let refusal { failures.append("\(number): \(refusal)") }
      if rig.mark(set) != .replayed { failures.append("\(number) again") }
      guard number % 37 == 0 else { continue }
      let outcome = rig.boot()
      if outcome != .ready { failures.append("\(number): \(outcome)") }
      if rig.mark(set) != .replayed { failures.append("\(number) replayed") }
    }
    return failures
  }

  @Test(arguments: MemoryMedium.SectorDefect.allCases, [0, 1])
  func aBrokenSegmentIsPassedOver(
    _ defect: MemoryMedium.SectorDefect, _ copy: Int
  ) {
    for place in 3..<11 {
      let rig = Rig(geometry: ringGeometry)
      rig.medium.defects[copy * 11 + place] = defect
      #expect(live(rig) == [], "place \(place)")
      // Two turns of eight places at least.
      #expect((rig.control?.currentSegment ?? 0) > 16)
    }
  }

  @Test func oneInTenOfTheSegmentsMayBreak() {
    let seed = TestSeed.seed()
    var generator = TestRandom(seed: seed)
    for _ in 0..<TestSeed.trialCount(20) {
      let rig = Rig(
        geometry: NVMGeometry(
          byteCount: 33 * 1_024, programByteCount: 16, eraseByteCount: 1_024))
      var failures = live(rig, marks: 100)
      for _ in 0..<3 {
        let place = Int.random(in: 3..<33, using: &generator)
        let copy = Int.random(in: 0...1, using: &generator)
        rig.medium.defects[copy * 33 + place] =
          MemoryMedium.SectorDefect.allCases.randomElement(using: &generator)
      }
      failures += live(rig, marks: 1_400, from: 100)
      #expect(
        failures == [], "seed \(seed), defects \(rig.medium.defects)")
      #expect((rig.control?.currentSegment ?? 0) > 60)
    }
  }

  @Test func theReportNamesWhatWasPassedOver() {
    let rig = Rig(geometry: ringGeometry)
    rig.medium.defects[5] = .eraseError
    rig.medium.defects[6] = .programNothing
    #expect(live(rig) == [])
    #expect(rig.boot() == .ready)
    #expect(rig.store.journal.report.skippedSegmentCount >= 1)
  }

  /// Refused, never wrapped over: what lives in the current segment stays.
  @Test func whenEverySegmentBreaksTheStoreRefuses() {
    let rig = Rig(geometry: ringGeometry)
    #expect(rig.mark(chain([token(1, expires: 90_000)])) == nil)
    for place in 3..<11 { rig.medium.defects[place] = .eraseError }
    var refusal: ReplayRefusal.Reason?
    for number in 2..<200 as Range<UInt64> where refusal == nil {
      refusal = rig.mark(chain([token(number, expires: 90_000)]))
    }
    #expect(refusal == .unavailable || refusal == .full)
    for _ in 0..<40 { _ = rig.mark(chain([token(500, expires: 90_000)])) }
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([token(1, expires: 90_000)])) == .replayed)
  }

  @Test(arguments: MemoryMedium.SectorDefect.allCases, [0, 1])
  func aBrokenControlSectorIsPassedOver(
    _ defect: MemoryMedium.SectorDefect, _ copy: Int
  ) throws {
    for sector in 0..<4 {
      let rig = Rig(geometry: ringGeometry, controlSectors: 4)
      #expect(live(rig, marks: 50) == [])
      rig.medium.defects[copy * 11 + sector] = defect
      for floor in 1...40 as ClosedRange<UInt64> {
        try rig.store.raiseIssuanceFloor(to: 100 + floor)
        #expect(rig.floors.issuedAtSeconds == 100 + floor)
        guard floor % 7 == 0 else { continue }
        let outcome = rig.boot()
        #expect(outcome == .ready, "sector \(sector), floor \(floor)")
        #expect(rig.floors.issuedAtSeconds == 100 + floor)
      }
      #expect(live(rig, marks: 100, from: 50) == [])
    }
  }

  /// A store that has used token 1, and whose control sectors show garbage
  /// where `damaged` has a bit.
  private func rig(
    sectors: UInt32, floors: UInt64, damaged: Int
  ) throws -> Rig {
    let byteCount = UInt64(sectors + 4) * 1_024
    let rig = Rig(
      geometry: NVMGeometry(
        byteCount: byteCount, programByteCount: 16, eraseByteCount: 1_024),
      controlSectors: sectors)
    for number in 0..<floors {
      try rig.store.raiseIssuanceFloor(to: 100 + number)
    }
    #expect(rig.mark(chain([token(1)])) == nil)
    for sector in 0..<Int(sectors) where damaged >> sector & 1 == 1 {
      for copy in 0...1 {
        let start = copy * Int(byteCount) + sector * 1_024
        for index in start..<start + 1_024 { rig.medium.bytes[index] &= 0x5a }
      }
    }
    return rig
  }

  /// Whatever was written before, and though the device reported errors when
  /// the floor was sent for the first time.
  @Test(arguments: [3, 4] as [UInt32])
  func oneFloorEndsALossOfAnyControlSectors(_ sectors: UInt32) throws {
    var lossCount = 0
    for damaged in 1..<1 << Int(sectors) {
      for floors in 0..<4 as Range<UInt64> {
        for errorCount in 0..<12 {
          let rig = try rig(
            sectors: sectors, floors: floors, damaged: damaged)
          guard rig.boot() == .lossDetected else { continue }
          lossCount += 1
          for number in 0..<errorCount {
            rig.medium.faults[rig.medium.operationCount + number] =
              .error(afterByteCount: 0)
          }
          try? rig.store.raiseIssuanceFloor(to: 700)
          rig.medium.faults = [:]
          if rig.outcome != .ready {
            try rig.store.raiseIssuanceFloor(to: 700)
          }
          #expect(
            rig.outcome == .ready,
            "\(floors) floors, damaged \(damaged), \(errorCount) errors")
          #expect(rig.boot() == .ready)
          #expect(rig.mark(chain([token(1, issued: 1_500)])) == .replayed)
        }
      }
    }
    #expect(lossCount > 200)
  }

  @Test func aCutWhilePassingOverLosesNothing() {
    for cut in 0..<60 {
      let rig = Rig(geometry: ringGeometry, entries: 200)
      rig.medium.weakness = .eachBoot
      rig.medium.defects[4] = .eraseError
      rig.medium.defects[11 + 5] = .programError
      var accepted: [MarkSet] = []
      for number in 0..<120 as Range<UInt64> {
        let set = chain([token(number, expires: 9_000)], lo: 1_000 + number)
        if number == 15 {
          rig.medium.faults[rig.medium.operationCount + cut] =
            .cut(afterByteCount: cut * 13 % 300)
        }
        if rig.mark(set) == nil { accepted.append(set) }
        if rig.medium.isOff { #expect(rig.boot() == .ready, "cut \(cut)") }
      }
      for _ in 0..<3 { #expect(rig.boot() == .ready, "cut \(cut)") }
      for set in accepted { #expect(rig.mark(set) == .replayed) }
      #expect(accepted.count > 110, "cut \(cut)")
    }
  }
}

/// Three control sectors and eight segments.
private let ringGeometry = NVMGeometry(
  byteCount: 11 * 1_024, programByteCount: 16, eraseByteCount: 1_024)
