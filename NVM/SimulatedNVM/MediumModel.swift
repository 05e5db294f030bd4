// SPDX-License-Identifier: Apache-2.0

public import ScrapJournal

/// A kind of part with its sizes.
public struct MediumModel: Equatable, Sendable {
  /// A word for tables.
  public let name: String
  /// The sizes of one copy.
  public let geometry: NVMGeometry
  /// Whether a program replaces what was there, as on FRAM, MRAM and cards; on
  /// NOR flash it only clears bits.
  public let replaces: Bool

  /// NOR flash: bytes of a program unit and of a sector, sectors of one copy.
  public static func nor(
    unit: UInt32, sectorByteCount: UInt32 = 4_096, sectorCount: UInt64 = 64
  ) -> MediumModel {
    MediumModel(
      "nor-\(unit)", unit, sectorByteCount, sectorCount, replaces: false)
  }

  /// A card or eMMC: sectors of 512 bytes, erased by writing.
  public static func card(
    eraseByteCount: UInt32 = 65_536, eraseUnitCount: UInt64 = 16
  ) -> MediumModel {
    MediumModel("card-512", 512, eraseByteCount, eraseUnitCount, replaces: true)
  }

  /// FRAM or MRAM: single bytes, erased by writing.
  public static func fram(
    eraseByteCount: UInt32 = 4_096, eraseUnitCount: UInt64 = 32
  ) -> MediumModel {
    MediumModel("fram-1", 1, eraseByteCount, eraseUnitCount, replaces: true)
  }

  /// The program units of NOR parts.
  public static let norUnits: [UInt32] = [1, 4, 8, 16, 64, 256]

  /// Every kind with a few sectors, as small as it holds marks usefully: four
  /// segments of 9 slots at least.
  public static let small: [MediumModel] =
    norUnits.map {
      nor(
        unit: $0, sectorByteCount: $0 == 256 ? 2_560 : 1_024, sectorCount: 7)
    } + [
      card(eraseByteCount: 5_120, eraseUnitCount: 7),
      fram(eraseByteCount: 1_024, eraseUnitCount: 7),
    ]

  /// Every kind as it flies: 256 KiB of NOR, 1 MiB of a card, 128 KiB of FRAM
  /// for each copy.
  public static let realistic: [MediumModel] =
    norUnits.map { nor(unit: $0) } + [card(), fram()]

  /// The smallest that holds a journal at all: 3 control sectors with one
  /// record each, 3 segments with 4 marks each.
  public static let smallest = nor(
    unit: 128, sectorByteCount: 640, sectorCount: 6)

  private init(
    _ name: String, _ unit: UInt32, _ eraseByteCount: UInt32,
    _ eraseUnitCount: UInt64, replaces: Bool
  ) {
    self.name = name
    self.replaces = replaces
    geometry = NVMGeometry(
      byteCount: UInt64(eraseByteCount) * eraseUnitCount,
      programByteCount: unit, eraseByteCount: eraseByteCount)
  }
}
