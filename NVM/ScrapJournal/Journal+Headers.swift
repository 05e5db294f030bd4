// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapReplay

/// Segment headers, and which segments there are.
extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  @inline(never)
  func headers(of segment: UInt64) -> HeaderPair {
    var pair = headers(at: segment)
    if let header = pair.a, header.number != segment {
      (pair.a, pair.trustInA) = (nil, .none)
    }
    if let header = pair.b, header.number != segment {
      (pair.b, pair.trustInB) = (nil, .none)
    }
    return pair
  }

  /// The same, read once in a walk.
  @inline(never)
  func headers(
    of segment: UInt64, _ trail: inout HeaderTrail
  ) -> HeaderPair {
    if let pair = trail[segment] { return pair }
    let pair = headers(of: segment)
    trail.keep(pair, of: segment)
    return pair
  }

  /// The headers at the place of a segment, whichever lies there.
  @inline(never)
  func headers(at segment: UInt64) -> HeaderPair {
    var pair = HeaderPair()
    for turn in 0..<2 {
      let copy = CopyName.at(turn)
      var isBlank = true
      var header: SegmentHeader?
      do throws(JournalError) {
        let bytes = try read(
          copy, at: layout.offset(ofSegment: segment),
          byteCount: JournalLayout.recordByteCount)
        isBlank = bytes.isBlank
        header = SegmentHeader(decoding: bytes, identity: identity(copy))
      } catch {
        // As if it were blank: nothing is known.
      }
      let trust: SlotTrust = isBlank ? .notBlank : .full
      switch copy {
      case .a: (pair.a, pair.trustInA) = (header, trust)
      case .b: (pair.b, pair.trustInB) = (header, trust)
      }
    }
    return pair
  }

  /// Whether a segment was passed over because its sectors could not be used.
  ///
  /// The first later header that is readable tells: it names the segment that
  /// was opened before its own. A header that a failed try left names the same
  /// one as that of the try that worked.
  @inline(never)
  func isSkipped(
    _ segment: UInt64, upTo newest: UInt64, _ trail: inout HeaderTrail
  ) -> Bool {
    let end = min(newest, segment + 1 + UInt64(SegmentHeader.skippedCountMax))
    var later = segment + 1
    while later <= end {
      if let header = headers(of: later, &trail).either {
        return header.previousNumber < segment
      }
      later += 1
    }
    return false
  }

  /// The header of the segment that was opened after this one; nil if none can
  /// be read.
  @inline(never)
  func headerAfter(
    _ segment: UInt64, upTo newest: UInt64, _ trail: inout HeaderTrail
  ) -> SegmentHeader? {
    let end = min(newest, segment + 1 + UInt64(SegmentHeader.skippedCountMax))
    var later = segment + 1
    var found: SegmentHeader?
    while later <= end {
      if let header = headers(of: later, &trail).either {
        // A try that failed is older than the one that worked.
        if header.previousNumber != segment { break }
        found = header
      }
      later += 1
    }
    return found
  }

  /// How many slots of a segment that is not the newest count, as the next
  /// one's header says; all of them if it says nothing.
  @inline(never)
  mutating func usedCount(
    of segment: UInt64, _ trail: inout HeaderTrail
  ) -> UInt32 {
    let next = headerAfter(
      segment, upTo: now.control.currentSegment, &trail)
    return min(
      next?.previousUsedCount ?? layout.slotsPerSegment,
      layout.slotsPerSegment)
  }

  /// Whether the ring knows a segment that the control block does not: then the
  /// newest control records are gone.
  @inline(never)
  mutating func isRingAhead() -> Bool {
    let ring = UInt64(layout.segmentCount)
    var place: UInt64 = 0
    while place < ring {
      let pair = headers(at: place)
      let newest = max(pair.a?.number ?? 0, pair.b?.number ?? 0)
      if newest % ring == place {
        now.newestSegment = max(now.newestSegment, newest)
      }
      place += 1
    }
    return now.newestSegment > now.control.newestSegment
  }

  /// The oldest segment that is still to be read: the place of the intended one
  /// may be erased already.
  var oldestSegment: UInt64 {
    let newest = now.control.newestSegment
    let ring = UInt64(layout.segmentCount)
    return newest > ring ? newest - ring + 1 : 1
  }

  /// Whether a segment that is not current yet holds a record: then it was
  /// current, and the control record that said so is gone.
  @inline(never)
  mutating func holdsRecordsAhead() -> Bool {
    var segment = now.control.currentSegment + 1
    while segment <= now.control.intentSegment {
      var survey = SegmentSurvey()
      var reader = slotReader(
        of: segment, headers: HeaderPair(), usedCount: nil)
      readSlots(of: segment, &reader, into: &survey)
      if reader.markCount > 0 { return true }
      segment += 1
    }
    return false
  }
}
