// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Where everything lies in each copy of a journal: control sectors first, then
/// the ring of segments. Follows from the medium's geometry alone.
public struct JournalLayout: Equatable, Sendable, BitwiseCopyable {
  /// The geometry of each copy.
  public let geometry: NVMGeometry
  /// Erase units that hold control records, in rotation; 3 to 255: one with the
  /// newest record, one with the newest that is certain, one to erase. More of
  /// them wear less.
  public let controlSectorCount: UInt32
  /// Segments in the ring, 3 at least.
  public let segmentCount: UInt32
  /// Bytes of a slot: a record of 48, rounded up to the program unit.
  public let slotByteCount: UInt32
  /// Slots in a segment; the first holds its header.
  public let slotsPerSegment: UInt32
  /// Bytes of one image of a control record; each position has two.
  let controlImageByteCount: Int
  /// Control records in a sector.
  let positionsPerSector: UInt32

  /// Bytes of a record without padding.
  static let recordByteCount = 48
  /// Bytes of a control record without padding.
  static let controlByteCount = 256

  /// Derives the layout; nil if the geometry cannot hold a journal: program
  /// unit outside 1 to 512, fewer than 5 slots in an erase unit, fewer than 3
  /// segments after the control sectors, or 2^32 slots and more.
  public init?(geometry: NVMGeometry, controlSectorCount: UInt32 = 3) {
    let unit = geometry.programByteCount
    let erase = geometry.eraseByteCount
    guard
      unit >= 1, unit <= 512, erase >= 256, erase <= 1 &<< 24,
      erase % unit == 0, controlSectorCount >= 3, controlSectorCount <= 255
    else { return nil }
    let slot = Self.roundedUp(UInt32(Self.recordByteCount), to: unit)
    let image = Self.roundedUp(UInt32(Self.controlByteCount), to: unit)
    let units = geometry.byteCount / UInt64(erase)
    let slots = erase / slot
    let positions = erase / (2 * image)
    guard
      slots >= 5, positions >= 1, units >= UInt64(controlSectorCount) + 3,
      units < UInt64(UInt32.max) / UInt64(slots)
    else { return nil }
    self.geometry = geometry
    self.controlSectorCount = controlSectorCount
    segmentCount =
      UInt32(truncatingIfNeeded: units) - controlSectorCount
    slotByteCount = slot
    slotsPerSegment = slots
    controlImageByteCount = Int(image)
    positionsPerSector = positions
  }

  /// The count of control sectors at which they wear as fast as the ring, while
  /// each segment takes one control record: 4 to 255.
  public static func balancedControlSectorCount(
    for geometry: NVMGeometry
  ) -> UInt32 {
    let unit = max(geometry.programByteCount, 1)
    let image = roundedUp(UInt32(controlByteCount), to: unit)
    let positions = UInt64(geometry.eraseByteCount / (2 * image))
    let units = geometry.byteCount / UInt64(max(geometry.eraseByteCount, 1))
    return UInt32(
      truncatingIfNeeded: min(255, max(4, units / (positions + 1))))
  }

  /// Marks that the whole ring holds when it is full.
  public var markCapacity: UInt64 {
    UInt64(segmentCount) * UInt64(slotsPerSegment - 1)
  }

  /// Where a slot begins. `segment` is a segment's number.
  func offset(ofSlot slot: UInt32, segment: UInt64) -> UInt64 {
    offset(ofSegment: segment) + UInt64(slot) * UInt64(slotByteCount)
  }

  func offset(ofSegment segment: UInt64) -> UInt64 {
    let unit = UInt64(controlSectorCount) + segment % UInt64(segmentCount)
    return unit * UInt64(geometry.eraseByteCount)
  }

  /// Where the first image of a control record begins; the sequence number
  /// determines the place.
  func offset(ofControl sequence: UInt64) -> UInt64 {
    let positions = UInt64(positionsPerSector)
    let sector = sequence / positions % UInt64(controlSectorCount)
    return sector * UInt64(geometry.eraseByteCount)
      + sequence % positions * UInt64(2 * controlImageByteCount)
  }

  /// The number of a slot since the ring began: part of each checksum.
  func sequence(ofSlot slot: UInt32, segment: UInt64) -> UInt64 {
    segment * UInt64(slotsPerSegment) + UInt64(slot)
  }

  /// The number of a slot in the ring.
  func ringSlot(_ slot: UInt32, segment: UInt64) -> UInt32 {
    let place = UInt32(truncatingIfNeeded: segment % UInt64(segmentCount))
    return place * slotsPerSegment + slot
  }

  private static func roundedUp(_ count: UInt32, to unit: UInt32) -> UInt32 {
    (count + unit - 1) / unit * unit
  }
}
