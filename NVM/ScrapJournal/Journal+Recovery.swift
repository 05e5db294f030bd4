// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapReplay

/// Reading everything back. Nothing here writes to the medium.
extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  /// Reads everything back: control block, ring, and every record into `sink`.
  ///
  /// - Throws: `blank`, `otherFormat`, `lossDetected`, `mediumFailed`.
  public mutating func recover<Sink: RecordSink & ~Copyable>(
    into sink: inout Sink
  ) throws(JournalError) {
    now = JournalState()
    let outvotedCount = report.outvotedCount
    report = JournalReport()
    report.outvotedCount = outvotedCount
    defer { rest() }
    do throws(JournalError) {
      try readAll(into: &sink)
      now.phase = report.loss.isEmpty ? .ready : .loss
    } catch {
      now.phase = .refused(error)
      throw error
    }
    try requireReady()
  }

  /// Reads control block, ring and anchor; what is lost is in the report.
  @inline(never)
  private mutating func readAll<Sink: RecordSink & ~Copyable>(
    into sink: inout Sink
  ) throws(JournalError) {
    if try recoverControl() { report.loss.insert(.controlRecord) }
    now.timeMarkSeconds = max(
      now.control.timeMarkSeconds, now.control.expiryFloorSeconds)
    if isRingAhead() || holdsRecordsAhead() { report.loss.insert(.ringAhead) }
    let oldest = oldestSegment
    now.ledgerHorizonSeconds = max(
      now.control.ledgerHorizonSeconds, horizon(at: oldest))
    now.latestTaskSeconds = now.ledgerHorizonSeconds
    sink.begin(
      floors: Floors(
        expiresAtSeconds: now.control.expiryFloorInForceSeconds,
        issuedAtSeconds: now.control.issuanceFloorSeconds,
        timeMarkSeconds: now.timeMarkSeconds),
      ledgerHorizonSeconds: now.ledgerHorizonSeconds)
    now.nextSlot = 1
    now.voidFrom = 1
    try readAnchor()
    var lost = LostSlots()
    var trail = HeaderTrail()
    var segment = oldest
    while segment <= now.control.currentSegment {
      if isSkipped(segment, upTo: now.control.currentSegment, &trail) {
        report.skippedSegmentCount += 1
      } else {
        report.segmentCount += 1
        readSegment(segment, &trail, into: &sink, lost: &lost)
      }
      segment += 1
    }
    let missing = lost.count
    coverByRepeats(&lost, from: oldest, into: &sink)
    report.coveredSlotCount = missing - lost.count
    report.lostSlotCount = lost.count
    if !lost.isEmpty { report.loss.insert(.records) }
    compareAnchor()
  }

  /// The horizon that the oldest readable header names; 0 if the ring has not
  /// turned, for then every task is in it.
  @inline(never)
  private func horizon(at oldest: UInt64) -> UInt64 {
    var segment = oldest
    while segment <= now.control.currentSegment {
      if let header = headers(of: segment).either {
        return header.ledgerHorizonSeconds
      }
      segment += 1
    }
    return 0
  }

  /// Hands on a segment's records, and adds to `lost` the slots of which a
  /// record that was answered may be gone, unless floor G covers the segment.
  mutating func readSegment<Sink: RecordSink & ~Copyable>(
    _ segment: UInt64, _ trail: inout HeaderTrail, into sink: inout Sink,
    lost: inout LostSlots
  ) {
    var reader = begin(segment, &trail, lost: &lost)
    readSlots(of: segment, &reader, into: &sink)
    end(segment, &reader, lost: &lost)
  }

  /// What stands before a segment's records.
  @inline(never)
  private mutating func begin(
    _ segment: UInt64, _ trail: inout HeaderTrail, lost: inout LostSlots
  ) -> SlotReader {
    let pair = headers(of: segment, &trail)
    if (pair.a == nil) != (pair.b == nil) { report.halfHeaderCount += 1 }
    if pair.either == nil, segment > now.control.forgivenSegment {
      report.loss.insert(.segmentHeader)
      // Slot 0 has no record that could cover it.
      lost.add(layout.sequence(ofSlot: 0, segment: segment))
    }
    var usedCount: UInt32?
    if segment != now.control.currentSegment {
      usedCount = self.usedCount(of: segment, &trail)
    }
    return slotReader(of: segment, headers: pair, usedCount: usedCount)
  }

  /// Keeps what a segment's records told.
  @inline(never)
  private mutating func end(
    _ segment: UInt64, _ reader: inout SlotReader, lost: inout LostSlots
  ) {
    note(reader)
    if segment == now.control.currentSegment {
      reader.scan.finish()
      // The slots after the last one written may have been begun.
      now.voidFrom = reader.scan.certainEnd
      let end = max(
        reader.scan.writtenEnd + Record.gapUnit, now.control.reservedSlotEnd)
      let behind = end - now.voidFrom
      now.nextSlot =
        now.voidFrom + (behind + Record.gapUnit - 1) / Record.gapUnit
        * Record.gapUnit
    } else if reader.usedCount == layout.slotsPerSegment {
      reader.scan.close()
    }
    if segment > now.control.forgivenSegment { lost.add(reader.scan.lost) }
  }

  /// Slots from `usedCount` on are void; nil in the newest segment.
  func slotReader(
    of segment: UInt64, headers: HeaderPair, usedCount: UInt32?
  ) -> SlotReader {
    SlotReader(
      of: segment, layout: layout,
      answeredSequence: now.anchoredSlotSequence, identityA: identity(.a),
      identityB: identity(.b), trustInA: headers.trustInA,
      trustInB: headers.trustInB, usedCount: usedCount)
  }

  /// Reads all slots of a segment, as many at once as the windows take.
  @inline(never)
  mutating func readSlots<Sink: RecordSink & ~Copyable>(
    of segment: UInt64, _ reader: inout SlotReader, into sink: inout Sink
  ) {
    let perRead =
      UInt32(min(windowA.count, windowB.count)) / layout.slotByteCount
    var slot: UInt32 = 1
    while slot < layout.slotsPerSegment {
      let count = min(perRead, layout.slotsPerSegment - slot)
      let offset = layout.offset(ofSlot: slot, segment: segment)
      let byteCount = Int(count) * Int(layout.slotByteCount)
      let bytesA = readIfPossible(.a, at: offset, byteCount: byteCount)
      let bytesB = readIfPossible(.b, at: offset, byteCount: byteCount)
      for index in 0..<count {
        var mark = reader.take(
          slot + index, number: Int(index), a: bytesA, b: bytesB,
          mayDoubt: reader.usedCount == nil)
        if reader.isInDoubt {
          let start = Int(index) * Int(layout.slotByteCount)
          let again = readAgainInB(at: offset + UInt64(start))
          mark = reader.take(
            slot + index, number: 0,
            a: bytesA?.part(
              from: start, byteCount: Int(layout.slotByteCount)),
            b: again, mayDoubt: false)
        }
        if let mark { sink.take(mark) }
      }
      slot += count
    }
  }

  /// Reads a segment as recovery would, while the journal is in use; what it
  /// reported, and where the next record goes, do not change.
  ///
  /// - Returns: Slots of which a record that was answered may be gone.
  @inline(never)
  mutating func lostSlots(
    of segment: UInt64, _ trail: inout HeaderTrail,
    into survey: inout SegmentSurvey
  ) -> LostSlots {
    let known = (report, now.nextSlot, now.voidFrom)
    var lost = LostSlots()
    readSegment(segment, &trail, into: &survey, lost: &lost)
    (report, now.nextSlot, now.voidFrom) = known
    coverByRepeats(&lost, from: segment, into: &survey)
    return lost
  }

  /// Keeps what the slots of a segment told.
  private mutating func note(_ reader: borrowing SlotReader) {
    now.newestSlotSequence = max(
      now.newestSlotSequence, reader.newestSequence)
    now.timeMarkSeconds = max(
      now.timeMarkSeconds, UInt64(reader.latestLoSeconds))
    now.latestTaskSeconds = max(
      now.latestTaskSeconds, reader.latestHiSeconds)
    report.markCount += reader.markCount
    report.repeatedMarkCount += reader.repeatedMarkCount
    report.tornSlotCount += reader.tornSlotCount
    report.halfSlotCount += reader.halfSlotCount
  }

  /// Takes from `lost` the slots whose mark was written once more, in a later
  /// slot, and hands each such mark on: the ring may have been read without it,
  /// and nothing covers a slot that is not remembered instead.
  mutating func coverByRepeats<Sink: RecordSink & ~Copyable>(
    _ lost: inout LostSlots, from oldest: UInt64, into sink: inout Sink
  ) {
    var place = SlotPlace(segment: oldest, slot: 0)
    while let mark = nextCover(of: &lost, behind: &place) { sink.take(mark) }
  }

  /// The next mark that covers a slot. Its task may no longer be counted, hence
  /// the horizon. It comes out of order, and so takes no other record's place.
  @inline(never)
  private mutating func nextCover(
    of lost: inout LostSlots, behind place: inout SlotPlace
  ) -> RecoveredMark? {
    guard lost.isListed else { return nil }
    while !lost.isEmpty, place.segment <= now.control.currentSegment {
      place.slot += 1
      guard place.slot < layout.slotsPerSegment else {
        place = SlotPlace(segment: place.segment + 1, slot: 0)
        continue
      }
      guard let record = coveringRecord(at: place),
        let origin = record.originSequence, lost.cover(origin)
      else { continue }
      now.ledgerHorizonSeconds = max(
        now.ledgerHorizonSeconds, record.hiSeconds)
      // No mark needs to be remembered of that slot.
      if record.expiresAtSeconds == 0 { continue }
      return RecoveredMark(
        record, rootKey: .none,
        slot: layout.ringSlot(place.slot, segment: place.segment),
        isCertain: false)
    }
    return nil
  }

  /// A record that may stand for another: not one that a cut may have left in
  /// copy A alone, which reads whole today and blank tomorrow.
  private func coveringRecord(at place: SlotPlace) -> Record? {
    let pair = records(at: place)
    guard let a = pair.a else { return pair.b }
    guard a.originSequence != nil, pair.b == nil,
      isBlankInB(place) ?? false, headers(of: place.segment).trustInB == .full
    else { return a }
    return nil
  }
}
