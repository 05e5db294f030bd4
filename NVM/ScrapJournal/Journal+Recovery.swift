// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapReplay

/// Reading everything back. Nothing here writes to the medium.
extension Journal where Region: ~Copyable {
  /// Reads everything back: control block, ring, and every record into `sink`.
  ///
  /// - Throws: `blank`, `otherFormat`, `lossDetected`, `mediumFailed`.
  public mutating func recover<Sink: RecordSink & ~Copyable>(
    into sink: inout Sink
  ) throws(JournalError) {
    state = .refused(.notRecovered)
    do throws(JournalError) {
      if try readAll(into: &sink) {
        state = .loss
      } else {
        state = .ready
      }
    } catch {
      state = .refused(error)
      throw error
    }
    try requireReady()
  }

  /// Reads control block and ring; true if something is lost.
  private mutating func readAll<Sink: RecordSink & ~Copyable>(
    into sink: inout Sink
  ) throws(JournalError) -> Bool {
    var isLoss = try recoverControl()
    timeMarkSeconds = max(
      control.timeMarkSeconds, control.expiryFloorSeconds)
    damagedSlotCount = 0
    newestSegment = 0
    let current = control.currentSegment
    let ring = UInt64(layout.segmentCount)
    if try isRingAhead() { isLoss = true }
    if try holdsRecords(control.intentSegment) { isLoss = true }
    // The place of the intended segment may be erased already.
    let end = max(current, control.intentSegment)
    var segment = end > ring ? end - ring + 1 : 1
    ledgerHorizonSeconds = control.ledgerHorizonSeconds
    if segment <= current, let oldest = try headers(of: segment).either {
      ledgerHorizonSeconds = max(
        ledgerHorizonSeconds, oldest.ledgerHorizonSeconds)
    }
    latestTaskSeconds = ledgerHorizonSeconds
    sink.begin(
      floors: Floors(
        expiresAtSeconds: control.expiryFloorSeconds,
        issuedAtSeconds: control.issuanceFloorSeconds,
        timeMarkSeconds: timeMarkSeconds),
      ledgerHorizonSeconds: ledgerHorizonSeconds)
    nextSlot = 1
    voidFrom = 1
    needsReservation = true
    needsControlSweep = true
    while segment <= current {
      if try readSegment(segment, into: &sink) { isLoss = true }
      segment += 1
    }
    return isLoss
  }

  /// The headers of a segment in both copies, as far as they are whole.
  struct HeaderPair {
    var a: SegmentHeader?
    var b: SegmentHeader?
    /// A blank header makes the copy's blank slots worth nothing.
    var isBlankInA = false
    var isBlankInB = false

    var either: SegmentHeader? { a ?? b }
  }

  private func headers(of segment: UInt64) throws(JournalError) -> HeaderPair {
    var pair = try headers(at: segment)
    if pair.a?.number != segment { pair.a = nil }
    if pair.b?.number != segment { pair.b = nil }
    return pair
  }

  /// The headers at the place of a segment, whichever lies there.
  private func headers(at segment: UInt64) throws(JournalError) -> HeaderPair {
    var pair = HeaderPair()
    for turn in 0..<2 {
      let copy = CopyName.at(turn)
      let bytes = try read(
        copy, at: layout.offset(ofSegment: segment),
        byteCount: JournalLayout.recordByteCount)
      let isBlank = bytes.programmedBitCount() <= Self.blankBitCountMax
      let header = SegmentHeader(decoding: bytes, identity: identity(copy))
      switch copy {
      case .a: (pair.a, pair.isBlankInA) = (header, isBlank)
      case .b: (pair.b, pair.isBlankInB) = (header, isBlank)
      }
    }
    return pair
  }

  /// Whether the ring knows a segment that the control block does not: then the
  /// newest control records are gone.
  private mutating func isRingAhead() throws(JournalError) -> Bool {
    let ring = UInt64(layout.segmentCount)
    var place: UInt64 = 0
    while place < ring {
      let pair = try headers(at: place)
      let newest = max(pair.a?.number ?? 0, pair.b?.number ?? 0)
      if newest % ring == place { newestSegment = max(newestSegment, newest) }
      place += 1
    }
    return newestSegment > max(control.currentSegment, control.intentSegment)
  }

  /// Whether a segment that is not current yet holds a record: then it was
  /// current, and the control record that said so is gone.
  private func holdsRecords(_ segment: UInt64) throws(JournalError) -> Bool {
    guard segment > control.currentSegment else { return false }
    for slot in 1..<layout.slotsPerSegment {
      for turn in 0..<2
      where record(atSlot: slot, segment: segment, in: .at(turn)) != nil {
        return true
      }
    }
    return false
  }

  /// Hands on a segment's records; true if something is lost.
  mutating func readSegment<Sink: RecordSink & ~Copyable>(
    _ segment: UInt64, into sink: inout Sink
  ) throws(JournalError) -> Bool {
    let pair = try headers(of: segment)
    let isForgiven = segment <= control.forgivenSegment
    var scan = SegmentScan()
    if pair.either == nil { scan.isLoss = true }
    var usedCount = layout.slotsPerSegment
    let isNewest = segment == control.currentSegment
    if !isNewest, let next = try headers(of: segment + 1).either {
      usedCount = min(next.previousUsedCount, usedCount)
    }
    let perRead =
      UInt32(min(windowA.count, windowB.count))
      / layout.slotByteCount
    var slot: UInt32 = 1
    while slot < layout.slotsPerSegment {
      let count = min(perRead, layout.slotsPerSegment - slot)
      let offset = layout.offset(ofSlot: slot, segment: segment)
      let byteCount = Int(count) * Int(layout.slotByteCount)
      let bytesA = try read(.a, at: offset, byteCount: byteCount)
      let bytesB = try read(.b, at: offset, byteCount: byteCount)
      for index in 0..<count {
        if slot + index == usedCount, !isNewest { scan.close() }
        take(
          slot + index, of: segment, headers: pair,
          a: part(index, of: bytesA), b: part(index, of: bytesB),
          scan: &scan, into: &sink)
      }
      slot += count
    }
    if isNewest {
      scan.finish()
      // The slots after the last one written may have been begun.
      voidFrom = scan.certainEnd
      let end = max(
        scan.writtenEnd + Record.gapUnit, control.reservedSlotEnd)
      let behind = end - voidFrom
      nextSlot =
        voidFrom + (behind + Record.gapUnit - 1) / Record.gapUnit
        * Record.gapUnit
    } else if usedCount == layout.slotsPerSegment {
      scan.close()
    }
    return scan.isLoss && !isForgiven
  }

  private func part(_ index: UInt32, of bytes: WorkMemory) -> WorkMemory {
    bytes.part(
      from: Int(index) * Int(layout.slotByteCount),
      byteCount: Int(layout.slotByteCount))
  }

  /// Judges one slot.
  private mutating func take<Sink: RecordSink & ~Copyable>(
    _ slot: UInt32, of segment: UInt64, headers: HeaderPair, a: WorkMemory,
    b: WorkMemory, scan: inout SegmentScan, into sink: inout Sink
  ) {
    let sequence = layout.sequence(ofSlot: slot, segment: segment)
    let recordA = Record(
      decoding: a, identity: identity(.a), sequence: sequence)
    let recordB = Record(
      decoding: b, identity: identity(.b), sequence: sequence)
    let stateA = Self.state(a, recordA, isBlankWorthless: headers.isBlankInA)
    let stateB = Self.state(b, recordB, isBlankWorthless: headers.isBlankInB)
    if stateA == .bad || stateB == .bad { damagedSlotCount += 1 }
    scan.take(slot, a: stateA, b: stateB, gap: (recordA ?? recordB)?.gap ?? 0)
    guard let record = recordA ?? recordB else { return }
    if record.part == 0 { scan.rootKey = record.ledgerKey }
    timeMarkSeconds = max(timeMarkSeconds, UInt64(record.loSeconds))
    latestTaskSeconds = max(latestTaskSeconds, record.hiSeconds)
    let hi = min(record.hiSeconds, UInt64(UInt32.max))
    sink.take(
      RecoveredMark(
        key: record.key, ledgerKey: record.ledgerKey,
        rootKey: scan.rootKey, expiresAtSeconds: record.expiresAtSeconds,
        hiSeconds: UInt32(truncatingIfNeeded: hi),
        slot: layout.ringSlot(slot, segment: segment)))
  }

  private static func state(
    _ bytes: WorkMemory, _ record: Record?, isBlankWorthless: Bool
  ) -> SlotState {
    if record != nil { return .good }
    guard bytes.programmedBitCount() <= blankBitCountMax else { return .bad }
    return isBlankWorthless ? .lost : .blank
  }
}
