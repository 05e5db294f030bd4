// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// An anchor in a small region of its own, three copies, one erase unit each:
/// for FRAM, MRAM or EEPROM, where erasing is filling.
///
/// ```
///  0  magic "SCRAPTIP"    8     24  slot sequence    8
///  8  store id            8     32  zero             4
/// 16  control sequence    8     36  CRC-32C          4
/// ```
///
/// The copies are written one after another, so that a cut spoils one at most;
/// the greatest whole one holds. 40 bytes a copy, padded to the program unit.
public struct RegionAnchor<Region: NVMRegion & ~Copyable>:
  TailAnchor, ~Copyable
{
  private var region: Region
  private let bytes: WorkMemory
  private let found: WorkMemory

  /// "SCRAPTIP"
  private static var magic: UInt64 { 0x5343_5241_5054_4950 }
  private static var markByteCount: Int { 40 }
  private static var copyCount: UInt64 { 3 }

  /// The bytes of work memory that `init` needs.
  public static func workByteCount(for geometry: NVMGeometry) -> Int {
    2 * paddedByteCount(geometry)
  }

  private static func paddedByteCount(_ geometry: NVMGeometry) -> Int {
    let unit = Int(geometry.programByteCount)
    return (markByteCount + unit - 1) / unit * unit
  }

  /// Takes a region of three erase units or more.
  ///
  /// - Parameters:
  ///   - region: On another device than the journal.
  ///   - work: Lives, untouched by others, as long as the anchor; at least
  ///     `workByteCount` bytes.
  /// - Precondition: a mark fits an erase unit, and the units are there.
  public init(
    region: consuming Region, work: UnsafeMutableRawBufferPointer
  ) {
    let geometry = region.geometry
    let byteCount = Self.paddedByteCount(geometry)
    precondition(
      byteCount <= Int(geometry.eraseByteCount)
        && geometry.byteCount >= Self.copyCount
          * UInt64(geometry.eraseByteCount),
      "three copies fit the region")
    // The caller keeps the memory alive and for us alone, see above.
    let memory = unsafe WorkMemory(work)
    bytes = memory.part(from: 0, byteCount: byteCount)
    found = memory.part(from: byteCount, byteCount: byteCount)
    self.region = region
  }

  /// True.
  public var isPresent: Bool { true }

  /// The greatest whole copy; a copy that cannot be read counts as none, unless
  /// none can.
  public func read() throws(NVMError) -> TailMark? {
    var newest: TailMark?
    var failedCount: UInt64 = 0
    var copy: UInt64 = 0
    while copy < Self.copyCount {
      do throws(NVMError) {
        try load(copy)
        if let mark = decoded(), newest.map({ mark.isAfter($0) }) ?? true {
          newest = mark
        }
      } catch { failedCount += 1 }
      copy += 1
    }
    if newest == nil, failedCount > 0 { throw .failed }
    return newest
  }

  /// Writes and reads back all three copies.
  public mutating func write(_ mark: TailMark) throws(NVMError) {
    var copy: UInt64 = 0
    while copy < Self.copyCount {
      let offset = copy * UInt64(region.geometry.eraseByteCount)
      try region.erase(at: offset)
      try region.sync()
      encode(mark)
      let span = bytes.span
      try region.program(span, at: offset)
      try region.sync()
      try load(copy)
      guard found.isEqual(to: bytes, byteCount: bytes.count) else {
        throw .failed
      }
      copy += 1
    }
  }

  private func load(_ copy: UInt64) throws(NVMError) {
    var span = found.mutableSpan
    try region.read(
      at: copy * UInt64(region.geometry.eraseByteCount), into: &span)
  }

  private func encode(_ mark: TailMark) {
    bytes.fill(with: 0)
    bytes.store(Self.magic, at: 0, byteCount: 8)
    bytes.store(mark.storeID, at: 8, byteCount: 8)
    bytes.store(mark.controlSequence, at: 16, byteCount: 8)
    bytes.store(mark.slotSequence, at: 24, byteCount: 8)
    bytes.store(UInt64(bytes.checksum(ofFirst: 36)), at: 36, byteCount: 4)
  }

  private func decoded() -> TailMark? {
    guard
      found.number(at: 0, byteCount: 8) == Self.magic,
      found.number32(at: 36) == found.checksum(ofFirst: 36)
    else { return nil }
    return TailMark(
      storeID: found.number(at: 8, byteCount: 8),
      controlSequence: found.number(at: 16, byteCount: 8),
      slotSequence: found.number(at: 24, byteCount: 8))
  }
}

extension TailMark {
  /// Within one store numbers only grow; between stores the choice does not
  /// matter, for only a whole write leaves all three of one store.
  fileprivate func isAfter(_ other: TailMark) -> Bool {
    controlSequence != other.controlSequence
      ? controlSequence > other.controlSequence
      : slotSequence > other.slotSequence
  }
}
