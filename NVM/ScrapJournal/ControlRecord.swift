// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapReplay

/// What the journal must know before it looks at the ring; the layout is in
/// FORMAT.md.
public struct ControlRecord: Equatable, Sendable, BitwiseCopyable {
  /// The version of the format that this code reads and writes.
  public static let version: UInt16 = 1
  /// "SCRAPCTL"
  static let magic: UInt64 = 0x5343_5241_5043_544c

  /// No record has a greater number: out of reach of any medium's life, and
  /// far from the end of 64 bits.
  static let sequenceMax: UInt64 = 1 &<< 56

  /// Drawn when the store was formatted.
  public internal(set) var storeID: UInt64
  /// The number of this record; determines its place.
  public internal(set) var sequence: UInt64
  /// Floor E, Unix seconds.
  public internal(set) var expiryFloorSeconds: UInt64 = 0
  /// Floor G, Unix seconds.
  public internal(set) var issuanceFloorSeconds: UInt64 = 0
  /// The greatest lower bound of trusted time when this was written; what was
  /// kept between marks is nowhere else.
  public internal(set) var timeMarkSeconds: UInt64 = 0
  /// The newest segment that may hold records; 0 before the first.
  public internal(set) var currentSegment: UInt64 = 0
  /// The segment that is being opened, or the current one.
  public internal(set) var intentSegment: UInt64 = 0
  /// Segments up to this one may have lost records: floor G covers them.
  public internal(set) var forgivenSegment: UInt64 = 0
  /// Tasks up to this instant may be missing from the ring: set with G.
  public internal(set) var ledgerHorizonSeconds: UInt64 = 0
  /// Slots of the current segment below this may have been written, whatever
  /// they read: reserved before the first write after a restart or a failure.
  public internal(set) var reservedSlotEnd: UInt32 = 0
  /// Times that the control sectors were erased after a restart; stays at its
  /// end. For reckoning wear, decides nothing.
  public internal(set) var sweepCount: UInt32 = 0
  /// Used tokens the store was made for.
  public internal(set) var entryCapacity: UInt32
  /// Ledger events the store was made for.
  public internal(set) var ledgerCapacity: UInt32

  /// The newest versions of operator messages.
  public internal(set) var messageVersions = MessageVersions()
  /// The issuers that the operator has disabled.
  public internal(set) var issuerSwitches = IssuerSwitches.allEnabled

  init(
    storeID: UInt64, sequence: UInt64, entryCapacity: UInt32,
    ledgerCapacity: UInt32
  ) {
    self.storeID = storeID
    self.sequence = sequence
    self.entryCapacity = entryCapacity
    self.ledgerCapacity = ledgerCapacity
  }

  /// Floor E as it holds: no time below the time mark is ever believed again,
  /// so that what had expired by then is refused, with or without its record.
  var expiryFloorInForceSeconds: UInt64 {
    max(expiryFloorSeconds, timeMarkSeconds)
  }

  /// The newest segment that may hold anything, opened or about to be.
  var newestSegment: UInt64 { max(currentSegment, intentSegment) }

  func encode(
    into image: WorkMemory, imageIndex: UInt8, copy: CopyName,
    layout: JournalLayout
  ) {
    image.fill(with: 0)
    image.store(Self.magic, at: 0, byteCount: 8)
    image.store(UInt64(Self.version), at: 8, byteCount: 2)
    image[10] = copy.rawValue
    image[11] = imageIndex
    image.store(storeID, at: 12, byteCount: 8)
    image.store(sequence, at: 20, byteCount: 8)
    image.store(expiryFloorSeconds, at: 28, byteCount: 8)
    image.store(issuanceFloorSeconds, at: 36, byteCount: 8)
    image.store(timeMarkSeconds, at: 44, byteCount: 8)
    image.store(currentSegment, at: 52, byteCount: 8)
    image.store(intentSegment, at: 60, byteCount: 8)
    image.store(forgivenSegment, at: 68, byteCount: 8)
    image.store(ledgerHorizonSeconds, at: 76, byteCount: 8)
    image.store(UInt64(layout.slotByteCount), at: 84, byteCount: 4)
    image.store(UInt64(layout.geometry.eraseByteCount), at: 88, byteCount: 4)
    image.store(UInt64(layout.segmentCount), at: 92, byteCount: 4)
    image.store(UInt64(layout.controlSectorCount), at: 96, byteCount: 4)
    image.store(UInt64(entryCapacity), at: 100, byteCount: 4)
    image.store(UInt64(ledgerCapacity), at: 104, byteCount: 4)
    messageVersions.encode(into: image, at: 108)
    image.store(issuerSwitches.bits, at: 236, byteCount: 8)
    image.store(UInt64(reservedSlotEnd), at: 244, byteCount: 4)
    image.store(UInt64(sweepCount), at: 248, byteCount: 4)
    image.store(UInt64(image.checksum(ofFirst: 252)), at: 252, byteCount: 4)
  }

  /// Reads an image.
  ///
  /// - Throws: Why it is none: `blank` if it is damaged or no control record,
  ///   `otherFormat` if it is one of another version, geometry or copy.
  init(
    decoding image: WorkMemory, imageIndex: UInt8, copy: CopyName,
    layout: JournalLayout
  ) throws(JournalError) {
    guard image.number(at: 0, byteCount: 8) == Self.magic else {
      throw .blank
    }
    guard image.number(at: 8, byteCount: 2) == UInt64(Self.version) else {
      throw .otherFormat
    }
    guard
      image[11] == imageIndex,
      image.number32(at: 252) == image.checksum(ofFirst: 252)
    else { throw .blank }
    guard
      // The copies are swapped.
      image[10] == copy.rawValue,
      image.number32(at: 84) == layout.slotByteCount,
      image.number32(at: 88) == layout.geometry.eraseByteCount,
      image.number32(at: 92) == layout.segmentCount,
      image.number32(at: 96) == layout.controlSectorCount
    else { throw .otherFormat }
    storeID = image.number(at: 12, byteCount: 8)
    sequence = image.number(at: 20, byteCount: 8)
    expiryFloorSeconds = image.number(at: 28, byteCount: 8)
    issuanceFloorSeconds = image.number(at: 36, byteCount: 8)
    timeMarkSeconds = image.number(at: 44, byteCount: 8)
    currentSegment = image.number(at: 52, byteCount: 8)
    intentSegment = image.number(at: 60, byteCount: 8)
    forgivenSegment = image.number(at: 68, byteCount: 8)
    ledgerHorizonSeconds = image.number(at: 76, byteCount: 8)
    entryCapacity = image.number32(at: 100)
    ledgerCapacity = image.number32(at: 104)
    messageVersions = MessageVersions(decoding: image, at: 108)
    issuerSwitches = IssuerSwitches(
      bits: image.number(at: 236, byteCount: 8))
    reservedSlotEnd = image.number32(at: 244)
    sweepCount = image.number32(at: 248)
    guard isPossible(layout) else { throw .blank }
  }

  /// How far the intent may lie ahead: so many segments are passed over at
  /// most, and never the current one.
  private func intentLeapMax(_ layout: JournalLayout) -> UInt64 {
    min(
      UInt64(SegmentHeader.skippedCountMax) + 1,
      UInt64(layout.segmentCount) - 1)
  }

  /// Whether the numbers are some that this code could have written; a checksum
  /// alone must not make it calculate with others.
  private func isPossible(_ layout: JournalLayout) -> Bool {
    sequence <= Self.sequenceMax
      && intentSegment <= SegmentHeader.numberMax
      && currentSegment <= intentSegment
      && intentSegment - currentSegment <= intentLeapMax(layout)
      && forgivenSegment <= currentSegment
      && reservedSlotEnd <= layout.slotsPerSegment + Record.gapUnit
  }
}
