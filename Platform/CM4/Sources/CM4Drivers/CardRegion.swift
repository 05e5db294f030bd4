// SPDX-License-Identifier: Apache-2.0

import ScrapBoard
import ScrapIntegers
import ScrapJournal

/// One copy of the journal: one half of the store's partition.
@safe
public struct CardRegion: NVMRegion, ~Copyable {
  private let card: UnsafeMutablePointer<Card>
  private let firstSector: UInt64
  /// Program unit 512, erase unit 65,536, as many of these as fit.
  public let geometry: NVMGeometry

  /// Bytes of an erase unit: what a block device has with `scrapctl`, too.
  public static let eraseByteCount: UInt32 = 65_536

  /// - Parameters:
  ///   - card: outlives the region; one task uses it.
  ///   - copyIndex: 0 for the first half, 1 for the second.
  ///   - partition: the store's.
  public init(
    on card: UnsafeMutablePointer<Card>, copyIndex: UInt64,
    of partition: SectorRange
  ) {
    let geometry = Self.geometry(of: partition)
    unsafe self.card = card
    firstSector = partition.start + copyIndex * (geometry.byteCount / 512)
    self.geometry = geometry
  }

  /// What either half of a partition is to the journal.
  public static func geometry(of partition: SectorRange) -> NVMGeometry {
    let erase = UInt64(eraseByteCount)
    return NVMGeometry(
      byteCount: partition.count * 512 / 2 / erase * erase,
      programByteCount: 512, eraseByteCount: eraseByteCount)
  }

  /// Reads the sectors that the range touches.
  public func read(
    at offset: UInt64, into bytes: inout MutableRawSpan
  ) throws(NVMError) {
    var sector = InlineArray<512, UInt8>(repeating: 0)
    var done = 0
    while done < bytes.byteCount {
      let place = offset + UInt64(done)
      do throws(CardError) {
        // One task, see `init`.
        try unsafe card.pointee.read(firstSector + place / 512, into: &sector)
      } catch { throw .failed }
      let skipped = Int(truncatingIfNeeded: place % 512)
      let count = min(512 - skipped, bytes.byteCount - done)
      // In bounds: both ranges end at or before their memory's end.
      unsafe withUnsafeBytes(of: sector) { sector in
        unsafe bytes.withUnsafeMutableBytes { bytes in
          unsafe UnsafeMutableRawBufferPointer(
            rebasing: bytes[done..<done + count]
          ).copyMemory(
            from: UnsafeRawBufferPointer(
              rebasing: sector[skipped..<skipped + count]))
        }
      }
      done += count
    }
  }

  /// Writes whole sectors, each durable before the next; see `Card.write`.
  public mutating func program(
    _ bytes: RawSpan, at offset: UInt64
  ) throws(NVMError) {
    precondition(
      offset % 512 == 0 && bytes.byteCount % 512 == 0, "whole sectors")
    var sector = InlineArray<512, UInt8>(repeating: 0)
    for place in 0..<bytes.byteCount / 512 {
      // In bounds: whole sectors, checked above.
      unsafe withUnsafeMutableBytes(of: &sector) { sector in
        unsafe bytes.withUnsafeBytes { bytes in
          unsafe sector.copyMemory(
            from: UnsafeRawBufferPointer(
              rebasing: bytes[place * 512..<place * 512 + 512]))
        }
      }
      try write(offset / 512 + UInt64(place), sector)
    }
  }

  /// One pass of fill.
  public mutating func erase(at offset: UInt64) throws(NVMError) {
    let blank = InlineArray<512, UInt8>(repeating: 0xff)
    for place in 0..<UInt64(Self.eraseByteCount) / 512 {
      try write(offset / 512 + place, blank)
    }
  }

  private mutating func write(
    _ sector: UInt64, _ bytes: borrowing InlineArray<512, UInt8>
  ) throws(NVMError) {
    do throws(CardError) {
      // One task, see `init`.
      try unsafe card.pointee.write(firstSector + sector, bytes)
    } catch { throw .failed }
  }

  /// Nothing is left to do: each write has waited for the card.
  public mutating func sync() throws(NVMError) {}
}
