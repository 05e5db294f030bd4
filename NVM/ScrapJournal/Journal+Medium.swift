// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapReplay

/// Reading and writing either copy, always checked.
extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  func window(_ copy: CopyName) -> WorkMemory {
    copy == .a ? windowA : windowB
  }

  func identity(_ copy: CopyName) -> CopyIdentity {
    CopyIdentity(storeID: now.control.storeID, copy: copy)
  }

  /// Times that a read is tried.
  private static var readTries: Int { 3 }

  /// Reads into the copy's window; a read that fails is tried again.
  @inline(never)
  func read(
    _ copy: CopyName, at offset: UInt64, byteCount: Int
  ) throws(JournalError) -> WorkMemory {
    try read(
      copy, at: offset, into: window(copy).part(from: 0, byteCount: byteCount))
  }

  private func read(
    _ copy: CopyName, at offset: UInt64, into bytes: WorkMemory
  ) throws(JournalError) -> WorkMemory {
    for _ in 0..<Self.readTries {
      do throws(NVMError) {
        var span = bytes.mutableSpan
        switch copy {
        case .a: try copyA.read(at: offset, into: &span)
        case .b: try copyB.read(at: offset, into: &span)
        }
        return bytes
      } catch {
        continue
      }
    }
    throw .mediumFailed
  }

  /// Reads for recovery, to which one copy may be enough; nil if the medium
  /// does not answer.
  mutating func readIfPossible(
    _ copy: CopyName, at offset: UInt64, byteCount: Int
  ) -> WorkMemory? {
    do throws(JournalError) {
      return try read(copy, at: offset, byteCount: byteCount)
    } catch {
      report.failedReadCount += 1
      return nil
    }
  }

  /// Reads one slot of copy B again for recovery, apart from the windows; nil
  /// as above.
  mutating func readAgainInB(at offset: UInt64) -> WorkMemory? {
    let slot = image.part(from: 0, byteCount: Int(layout.slotByteCount))
    do throws(JournalError) {
      return try read(.b, at: offset, into: slot)
    } catch {
      report.failedReadCount += 1
      return nil
    }
  }

  /// Programs the first bytes of the image, synchronises, and compares what the
  /// medium then holds.
  @inline(never)
  mutating func writeImage(
    byteCount: Int, to copy: CopyName, at offset: UInt64
  ) throws(JournalError) {
    let bytes = image.part(from: 0, byteCount: byteCount)
    do throws(NVMError) {
      let span = bytes.span
      switch copy {
      case .a: try copyA.program(span, at: offset)
      case .b: try copyB.program(span, at: offset)
      }
      try synchronise(copy)
    } catch { throw .mediumFailed }
    var done = 0
    while done < byteCount {
      let count = min(byteCount - done, window(copy).count)
      let found = try read(
        copy, at: offset + UInt64(done), byteCount: count)
      let expected = bytes.part(from: done, byteCount: count)
      guard found.isEqual(to: expected, byteCount: count) else {
        throw .mediumFailed
      }
      done += count
    }
  }

  @inline(never)
  private mutating func synchronise(_ copy: CopyName) throws(NVMError) {
    switch copy {
    case .a: try copyA.sync()
    case .b: try copyB.sync()
    }
  }

  /// Erases the unit at `offset` in copy B, then in copy A, each checked. B
  /// goes first, since a trace in B alone would mean that A had been whole.
  @inline(never)
  mutating func eraseBoth(at offset: UInt64) throws(JournalError) {
    try erase(.b, at: offset)
    try erase(.a, at: offset)
  }

  @inline(never)
  private mutating func erase(
    _ copy: CopyName, at offset: UInt64
  ) throws(JournalError) {
    do throws(NVMError) {
      switch copy {
      case .a: try copyA.erase(at: offset)
      case .b: try copyB.erase(at: offset)
      }
      try synchronise(copy)
    } catch { throw .mediumFailed }
    guard
      try isBlank(
        copy, at: offset, byteCount: Int(layout.geometry.eraseByteCount))
    else { throw .mediumFailed }
  }

  /// Whether every bit of a range is as an erase leaves it.
  @inline(never)
  func isBlank(
    _ copy: CopyName, at offset: UInt64, byteCount: Int
  ) throws(JournalError) -> Bool {
    var done = 0
    while done < byteCount {
      let count = min(byteCount - done, window(copy).count)
      let found = try read(
        copy, at: offset + UInt64(done), byteCount: count)
      guard found.programmedBitCount() == 0 else { return false }
      done += count
    }
    return true
  }

  /// The whole records of a slot, each in its place.
  @inline(never)
  func records(at place: SlotPlace) -> RecordPair {
    RecordPair(a: record(at: place, in: .a), b: record(at: place, in: .b))
  }

  /// A whole record in its place; nil if there is none or it cannot be read.
  @inline(never)
  func record(at place: SlotPlace, in copy: CopyName) -> Record? {
    let (slot, segment) = (place.slot, place.segment)
    do throws(JournalError) {
      let bytes = try read(
        copy, at: layout.offset(ofSlot: slot, segment: segment),
        byteCount: JournalLayout.recordByteCount)
      return Record(
        decoding: bytes, identity: identity(copy),
        sequence: layout.sequence(ofSlot: slot, segment: segment))
    } catch { return nil }
  }
}
