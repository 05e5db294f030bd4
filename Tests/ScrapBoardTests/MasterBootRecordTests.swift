// SPDX-License-Identifier: Apache-2.0

import ScrapBoard
import TestSupport
import Testing

@Suite struct MasterBootRecordTests {
  /// A table with a boot partition, and two of data.
  private static func sector(
    profile: (UInt32, UInt32) = (100, 10), store: (UInt32, UInt32) = (110, 90)
  ) -> [UInt8] {
    var sector = [UInt8](repeating: 0, count: 512)
    func put(_ slot: Int, _ kind: UInt8, _ start: UInt32, _ count: UInt32) {
      let entry = 446 + 16 * slot
      sector[entry + 4] = kind
      for index in 0..<4 {
        sector[entry + 8 + index] = UInt8(start >> (8 * index) & 0xff)
        sector[entry + 12 + index] = UInt8(count >> (8 * index) & 0xff)
      }
    }
    put(0, 0x0e, 1, 50)
    put(1, 0xda, profile.0, profile.1)
    put(2, 0xda, store.0, store.1)
    sector[510] = 0x55
    sector[511] = 0xaa
    return sector
  }

  private static func table(
    _ sector: [UInt8], sectorCount: UInt64 = 200
  ) throws(MasterBootRecordError) -> MasterBootRecord {
    try MasterBootRecord(sector: sector.span, cardSectorCount: sectorCount)
  }

  @Test func bothPartitionsAreFound() throws {
    let table = try Self.table(Self.sector())
    #expect(table.profile == SectorRange(start: 100, count: 10))
    #expect(table.store == SectorRange(start: 110, count: 90))
  }

  @Test func aPartitionBehindTheCardIsRefused() {
    #expect(throws: MasterBootRecordError.outsideCard(3)) {
      try Self.table(Self.sector(), sectorCount: 199)
    }
    #expect(throws: MasterBootRecordError.outsideCard(2)) {
      try Self.table(Self.sector(profile: (.max, .max)))
    }
    #expect(throws: MasterBootRecordError.outsideCard(2)) {
      try Self.table(Self.sector(profile: (0, 10)))
    }
    #expect(throws: MasterBootRecordError.outsideCard(3)) {
      try Self.table(Self.sector(store: (110, 0)))
    }
  }

  @Test func partitionsThatShareSectorsAreRefused() {
    #expect(throws: MasterBootRecordError.overlap) {
      try Self.table(Self.sector(profile: (100, 11)))
    }
    #expect(throws: MasterBootRecordError.overlap) {
      try Self.table(Self.sector(profile: (150, 10)))
    }
  }

  @Test func noSignatureIsNoTable() {
    for place in [510, 511] {
      var sector = Self.sector()
      sector[place] ^= 1
      #expect(throws: MasterBootRecordError.noTable) {
        try Self.table(sector)
      }
    }
    var sector = Self.sector()
    sector[446 + 16 + 4] = 0x83
    #expect(throws: MasterBootRecordError.wrongType(2)) {
      try Self.table(sector)
    }
  }

  @Test func randomSectorsNeverLeaveTheCard() {
    var chance = TestSeed.generator(for: "mbr")
    for _ in 0..<5_000 {
      var sector = Self.sector()
      for _ in 0..<Int.random(in: 1...6, using: &chance) {
        sector[Int.random(in: 446..<512, using: &chance)] =
          UInt8.random(in: 0...255, using: &chance)
      }
      guard let table = try? Self.table(sector) else { continue }
      #expect(table.profile.end <= 200 && table.store.end <= 200)
    }
  }
}
