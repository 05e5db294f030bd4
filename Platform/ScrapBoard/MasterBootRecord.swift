// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The table of four partitions in a card's first sector.
///
/// Partition 1 is the loader's, 2 has the provisioning record, 3 the store; 2
/// and 3 have type 0xda, data without a file system. Everything is checked
/// against the card's size: the table may be anything.
public struct MasterBootRecord: Equatable, Sendable, BitwiseCopyable {
  /// Where the provisioning record lies.
  public let profile: SectorRange
  /// Where the store lies.
  public let store: SectorRange

  /// The type of partitions 2 and 3.
  public static let dataType: UInt8 = 0xda

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - sector: the card's first 512 bytes.
  ///   - cardSectorCount: how many sectors the card has.
  /// - Throws: the first thing that is wrong.
  /// - Precondition: `sector` has 512 bytes.
  public init(
    sector: Span<UInt8>, cardSectorCount: UInt64
  ) throws(MasterBootRecordError) {
    precondition(sector.count == 512, "a sector has 512 bytes")
    guard sector[510] == 0x55, sector[511] == 0xaa else { throw .noTable }
    profile = try Self.partition(2, in: sector, cardSectorCount)
    store = try Self.partition(3, in: sector, cardSectorCount)
    guard profile.end <= store.start || store.end <= profile.start else {
      throw .overlap
    }
  }

  private static func partition(
    _ number: UInt8, in sector: Span<UInt8>, _ cardSectorCount: UInt64
  ) throws(MasterBootRecordError) -> SectorRange {
    let entry = 446 + 16 * (Int(number) - 1)
    guard sector[entry + 4] == dataType else { throw .wrongType(number) }
    let start = UInt64(sector.littleEndian32(at: entry + 8))
    let count = UInt64(sector.littleEndian32(at: entry + 12))
    guard start > 0, count > 0, start + count <= cardSectorCount else {
      throw .outsideCard(number)
    }
    return SectorRange(start: start, count: count)
  }
}

extension Span where Element == UInt8 {
  func littleEndian32(at start: Int) -> UInt32 {
    UInt32(self[start]) | UInt32(self[start + 1]) &<< 8
      | UInt32(self[start + 2]) &<< 16 | UInt32(self[start + 3]) &<< 24
  }
}
