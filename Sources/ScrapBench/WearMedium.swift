// SPDX-License-Identifier: Apache-2.0

import ScrapJournal

/// A kind of medium, as a journal is told of it.
public struct WearMedium: Sendable {
  /// What it is, for people.
  public let name: String
  /// What one program writes at least, in bytes.
  public let programByteCount: UInt32
  /// What one erase clears, in bytes.
  public let eraseByteCount: UInt32
  /// Whether an erase is one: FRAM and MRAM are only filled.
  public let needsErase: Bool

  /// Makes a kind of medium.
  public init(
    name: String, programByteCount: UInt32, eraseByteCount: UInt32,
    needsErase: Bool = true
  ) {
    self.name = name
    self.programByteCount = programByteCount
    self.eraseByteCount = eraseByteCount
    self.needsErase = needsErase
  }

  /// Those that the journal is meant for.
  public static let all: [WearMedium] =
    ([1, 4, 8, 16, 64, 256] as [UInt32]).map {
      WearMedium(
        name: "NOR 4 KiB", programByteCount: $0, eraseByteCount: 4_096)
    } + [
      WearMedium(
        name: "NOR 16 KiB", programByteCount: 16, eraseByteCount: 16_384),
      WearMedium(
        name: "NOR 64 KiB", programByteCount: 16, eraseByteCount: 65_536),
      WearMedium(
        name: "eMMC, SD", programByteCount: 512, eraseByteCount: 65_536),
      WearMedium(
        name: "FRAM, MRAM", programByteCount: 1, eraseByteCount: 4_096,
        needsErase: false),
    ]

  static let segmentCount: UInt32 = 8
  static let controlSectorCount: UInt32 = 3

  /// A ring of eight segments behind three control sectors.
  var layout: JournalLayout {
    let geometry = NVMGeometry(
      byteCount: UInt64(Self.segmentCount + Self.controlSectorCount)
        * UInt64(eraseByteCount),
      programByteCount: programByteCount, eraseByteCount: eraseByteCount)
    guard
      let layout = JournalLayout(
        geometry: geometry, controlSectorCount: Self.controlSectorCount)
    else { preconditionFailure("the medium holds a journal") }
    return layout
  }
}
