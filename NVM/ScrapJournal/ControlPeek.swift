// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What one image of a control record says about the store around it, read
/// before anything is known: enough to choose layout and memory, never enough
/// to trust.
public struct ControlPeek: Equatable, Sendable {
  /// The version of the format; the rest is zero unless it is 1.
  public var version: UInt16
  /// Whose image it is: 0 for copy A, 1 for copy B.
  public var copyIndex: UInt8 = 0
  /// Slot, in bytes: follows from the medium's program unit.
  public var slotByteCount: UInt32 = 0
  /// Erase unit and segment, in bytes.
  public var eraseByteCount: UInt32 = 0
  /// Segments in the ring.
  public var segmentCount: UInt32 = 0
  /// Control sectors.
  public var controlSectorCount: UInt32 = 0
  /// Used tokens the store was made for.
  public var entryCapacity: UInt32 = 0
  /// Ledger events the store was made for.
  public var ledgerCapacity: UInt32 = 0

  /// The bytes to read: one image.
  public static let byteCount = JournalLayout.controlByteCount

  /// Reads an image; nil if it carries no magic, or is of this version and
  /// damaged.
  ///
  /// - Precondition: `image` has `byteCount` bytes.
  public init?(reading image: UnsafeMutableRawBufferPointer) {
    // The memory is used within this call only.
    let image = unsafe WorkMemory(image)
    guard image.number(at: 0, byteCount: 8) == ControlRecord.magic else {
      return nil
    }
    version = UInt16(truncatingIfNeeded: image.number(at: 8, byteCount: 2))
    guard version == ControlRecord.version else { return }
    guard image.number32(at: 252) == image.checksum(ofFirst: 252) else {
      return nil
    }
    copyIndex = image[10]
    slotByteCount = image.number32(at: 84)
    eraseByteCount = image.number32(at: 88)
    segmentCount = image.number32(at: 92)
    controlSectorCount = image.number32(at: 96)
    entryCapacity = image.number32(at: 100)
    ledgerCapacity = image.number32(at: 104)
  }
}
